import { LabError } from './errors.ts'
import { similarNames } from './similar.ts'

/**
 * `lab.not-found` for a host that the lab does not have. It names the one that was probably meant: names of a rack
 * differ in a number, so several that are as near are no help.
 */
export const unknownHost = (id: string, known: readonly string[]): LabError => {
  const [near, ...others] = similarNames(id, known)
  const message =
    near === undefined || others.length > 0
      ? `There is no host "${id}".`
      : `There is no host "${id}". Did you mean ${near}?`
  return new LabError('lab.not-found', message, { host: id })
}
