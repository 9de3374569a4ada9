export { exportLab, importLab, type PackedFile } from './lab-file.ts'
export { createMemoryStores } from './memory.ts'
export type { Upgrade } from './sqlite/open-file.ts'
export { openStores, type LabStores } from './sqlite/open-stores.ts'
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
