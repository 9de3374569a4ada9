import type { LabDocument } from '../document/schema.ts'
import type { Association } from '../facts/index.ts'
import { associationOf, attributesOfHost, compileRuleSet } from '../rules/index.ts'
import type { HostView } from './view.ts'

/** What Auto Deploy gives a host at its next network boot. */
export type Expected = {
  readonly association: Association
  /** vCenter keeps it for a host it knows; the rules decide for the others. */
  readonly from: 'stored' | 'rules'
  /** What the rules alone would give now: other than the association when nobody repaired it. */
  readonly byRules: Association
}

/** Reads the active rules of a document once; then answers for any host. `LabError` `rules.*`. */
export const expectationsOf = (document: LabDocument): ((host: HostView) => Expected) => {
  const set = compileRuleSet(document.rules)
  const specs = new Map(document.hosts.map((spec) => [spec.id, spec]))
  return (host) => {
    const spec = specs.get(host.id)
    const attributes = host.attributes ?? (spec && attributesOfHost(spec))
    const byRules = attributes === undefined ? {} : associationOf(set.decide(attributes))
    return host.stored === undefined
      ? { association: byRules, from: 'rules', byRules }
      : { association: host.stored, from: 'stored', byRules }
  }
}
