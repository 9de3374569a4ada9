import { oc } from '@orpc/contract'
import { z } from 'zod'

const none = z.object({})

/** An address of this computer that others can look on at. */
const classroomPlace = z.object({ interface: z.string(), address: z.ipv4() })
export type ClassroomPlace = z.infer<typeof classroomPlace>

/** What lets somebody in: the address with the code in it, as one types it into a browser. */
const invitation = z.object({ url: z.url(), code: z.string() })
export type Invitation = z.infer<typeof invitation>

/**
 * Screens of other computers that look on: read-only, by a listener of its own. Who looks on can ask none of this, so the
 * code is told only to those who work the lab.
 */
export const classroomContract = {
  /** Where it could be opened. Sends nothing. */
  places: oc.output(z.array(classroomPlace)),
  /** `port` 0 takes a free one. `classroom.open` when it is open already, `net.address-absent`, `net.port-in-use`. */
  open: oc
    .input(z.object({ address: z.ipv4(), port: z.int().min(0).max(65_535).default(0) }))
    .output(invitation),
  /** The way in while it is open. */
  invitation: oc.output(invitation.optional()),
  /** Cuts every screen that looks on. Harmless when it is closed. */
  close: oc.output(none),
} as const
