import { LabError } from '../../shared/base/index.ts'
import { whyNot } from '../why-not.ts'
import { storeError } from './store-error.ts'

/**
 * What went wrong while files of the store were written to a path of a person's: `LabError` `image.not-written`, or that of the store
 * they were read from. An abort stays what it is.
 */
export const notWritten = (path: string, error: unknown): unknown => {
  if (error instanceof LabError || !(error instanceof Error) || !('syscall' in error)) return error
  if (error.syscall === 'read') return storeError(error)
  return new LabError(
    'image.not-written',
    `${path} could not be written: ${whyNot(error)}.`,
    { path },
    error,
  )
}
