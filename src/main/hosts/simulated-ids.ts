import type { HostId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'

/** Whether a host is a simulated one, as the document says now; read anew only when that changes. */
export const createIsSimulated = (document: () => LabDocument): ((id: HostId) => boolean) => {
  let known: { readonly document: LabDocument; readonly simulated: ReadonlySet<string> } | undefined
  return (id) => {
    const now = document()
    if (known?.document !== now) {
      const simulated = now.hosts.filter(({ kind }) => kind === 'simulated')
      known = { document: now, simulated: new Set(simulated.map((host) => host.id)) }
    }
    return known.simulated.has(id)
  }
}
