import { LabError } from '../../shared/base/index.ts'
import { whyNot } from '../why-not.ts'

/** For `catch`: what the system said of a path becomes `LabError` `image.unreadable`. */
export const unreadable =
  (path: string) =>
  (error: unknown): never => {
    throw new LabError(
      'image.unreadable',
      error === undefined ? `${path} cannot be read.` : `${path} cannot be read: ${whyNot(error)}.`,
      { path },
      error,
    )
  }
