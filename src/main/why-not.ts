/** What the system says of a path, in words that go on after the path. */
const words: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', 'this user has no right to it'],
  ['EPERM', 'this user has no right to it'],
  ['ENOENT', 'it, or its folder, is not there'],
  ['ENOTDIR', 'a part of its path is no folder'],
  ['EISDIR', 'it is a folder'],
  ['EEXIST', 'it is there already'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'this user has used up the room on the disk'],
  ['EROFS', 'the disk can only be read'],
  ['EIO', 'the disk fails'],
  ['ENAMETOOLONG', 'its name is too long'],
])

/** Why a file cannot be read or written: in words where the system's code is known, else what the error says. */
export const whyNot = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return ('code' in error ? words.get(error.code) : undefined) ?? error.message.replace(/\.$/, '')
}
