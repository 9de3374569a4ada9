import type { ComponentId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import { blastRadius, forecast, type BlastRadius, type LabView } from '../../shared/lab/index.ts'

/** How far pulling a plug would reach right now; nothing when the rules cannot be read. `now` in ms. */
export const reachOf = (
  view: LabView,
  document: LabDocument,
  component: ComponentId,
  now: number,
): BlastRadius | undefined => {
  try {
    return blastRadius(forecast(view, document, now).get(component) ?? [])
  } catch {
    return undefined
  }
}
