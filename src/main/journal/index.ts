export { createMemoryStores } from './memory.ts'
export { openStores } from './sqlite/open-stores.ts'
export type {
  DocumentStore,
  DocumentVersion,
  Entry,
  JournalQuery,
  JournalStore,
  Lease,
  LeaseStore,
  Stores,
} from './store.ts'
