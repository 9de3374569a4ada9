/** Why a disk boots nothing. `expected` and `found` are digests. */
export class DiskRejected extends Error {
  override readonly name = 'DiskRejected'
  readonly why: 'noDisk' | 'empty' | 'corrupt' | 'unplugged'
  readonly expected: string | undefined
  readonly found: string | undefined

  constructor(why: DiskRejected['why'], message: string, expected?: string, found?: string) {
    super(message)
    this.why = why
    this.expected = expected
    this.found = found
  }
}
