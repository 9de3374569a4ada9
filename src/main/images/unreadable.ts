import { LabError } from '../../shared/base/index.ts'

/** For `catch`: what the system said of a path becomes `LabError` `image.unreadable`. */
export const unreadable =
  (path: string) =>
  (error: unknown): never => {
    throw new LabError('image.unreadable', `${path} cannot be read.`, { path }, error)
  }
