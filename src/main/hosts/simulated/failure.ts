import type { NetworkStage } from '../../../shared/facts/index.ts'

/** A network boot that cannot go on: what firmware is told. */
export class NetworkBootFailure extends Error {
  override readonly name = 'NetworkBootFailure'
  readonly stage: NetworkStage
  readonly code: string
  readonly tries: number

  constructor(stage: NetworkStage, code: string, message: string, tries = 1) {
    super(message)
    this.stage = stage
    this.code = code
    this.tries = tries
  }
}
