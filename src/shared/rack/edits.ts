import { z } from 'zod'
import { hostId } from '../base/schemas.ts'
import { host } from '../document/schema.ts'
import { vendorProfile } from '../host/vendor.ts'

export const rackName = z.string().min(1).max(80)

/** What newly made hosts are. */
const hardware = z.discriminatedUnion('kind', [
  /** Like one that the lab has. */
  z.object({ kind: z.literal('like'), host: hostId }),
  z.object({ kind: z.literal('server'), server: vendorProfile }),
])

/** An order for simulated hosts; names, MACs and addresses follow from it and the document (`newHosts`). */
export const hostOrder = z.object({
  count: z.int().min(1),
  /** One that the lab has, or a new one. */
  rack: rackName,
  hardware,
  /** Name of the first; the number at its end is counted on. After the lab's last host when not said. */
  first: hostId.optional(),
})
export type HostOrder = z.infer<typeof hostOrder>

/** A host as it is to be: in the place of `host`, or a new one; it stays in its rack when none is named. */
const hostEntry = z.object({ host: hostId.optional(), to: host, rack: rackName.optional() })
export type HostEntry = z.infer<typeof hostEntry>

/** The edits of which hosts there are; each is one undoable version of the document. */
export const rackEdits = [
  z.object({ kind: z.literal('addHosts'), ...hostOrder.shape }),
  /** `host` becomes `to`, which may have another name; it stays in its rack when none is named. */
  z.object({ kind: z.literal('changeHost'), host: hostId, to: host, rack: rackName.optional() }),
  z.object({ kind: z.literal('removeHosts'), hosts: z.array(hostId).min(1) }),
  /** Hosts from a table, simulated and physical ones, all or none. */
  z.object({ kind: z.literal('putHosts'), hosts: z.array(hostEntry).min(1).max(10_000) }),
] as const

const rackEdit = z.discriminatedUnion('kind', rackEdits)
export type RackEdit = z.infer<typeof rackEdit>

const kinds: ReadonlySet<string> = new Set(rackEdits.map(({ shape }) => shape.kind.value))

/** Whether an edit of the document is one of this room's. */
export const isRackEdit = (edit: { readonly kind: string }): edit is RackEdit =>
  kinds.has(edit.kind)
