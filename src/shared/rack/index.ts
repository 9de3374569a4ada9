export { applyRackEdit, summarizeRackEdit } from './apply.ts'
export { isRackEdit, rackEdits, type HostOrder, type RackEdit } from './edits.ts'
export { addressOf, cardsOf, mostHosts, mostRacks, newHosts, nextName } from './new-hosts.ts'
export { touchedHosts, turnoverOf, type Turnover } from './touched.ts'
