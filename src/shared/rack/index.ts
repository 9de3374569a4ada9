export { applyRackEdit, summarizeRackEdit } from './apply.ts'
export { isRackEdit, rackEdits, type HostOrder, type RackEdit } from './edits.ts'
export {
  changedColumns,
  hostsAsCsv,
  turnedUpOf,
  readHostTable,
  type HostChange,
  type TableProblem,
} from './host-table.ts'
export { asKind } from './of-kind.ts'
export {
  addressOf,
  cardsOf,
  hostNamed,
  mostHosts,
  mostRacks,
  newHosts,
  nextName,
} from './new-hosts.ts'
export { touchedHosts, turnoverOf } from './touched.ts'
