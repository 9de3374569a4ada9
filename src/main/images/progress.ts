/** Told as an import goes on: the file under way, bytes done and, where it is known, bytes in all. */
export type Progress = (step: {
  readonly file: string
  readonly done: number
  readonly total?: number
}) => void
