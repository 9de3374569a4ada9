import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../shared/contract/index.ts'

/** The lab's procedures, typed by the contract. */
export type LabClient = ContractRouterClient<Contract>

/** One open way to the lab. */
export type Connection = {
  readonly client: LabClient
  /** Settles when the other side is gone. */
  readonly closed: Promise<void>
  readonly close: () => void
}

/** Opens a way to the lab; rejects when there is none. */
export type Connect = (signal: AbortSignal) => Promise<Connection>
