import { describe, expect, it } from 'vitest'
import { toErrorData } from '../../src/shared/base/index.ts'

const systemError = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: it did not work`), { code, ...more })

describe('an error that nobody raised on purpose', () => {
  it.each([
    ['ENOSPC', 'lab.disk-full'],
    ['EROFS', 'lab.file-refused'],
    ['EACCES', 'lab.file-refused'],
    ['ENOTDIR', 'lab.out-of-place'],
    ['EISDIR', 'lab.out-of-place'],
    ['EEXIST', 'lab.out-of-place'],
  ])('%s of a file is no defect: %s', (system, code) => {
    expect(toErrorData(systemError(system, { path: '/lab/certificates' }))).toMatchObject({
      code,
      message: `${system}: it did not work`,
    })
  })

  it.each([
    ['a file', { path: '/lab/images' }],
    ['a socket', { address: '127.0.0.1' }],
  ])('that finds no descriptor left for %s is no defect', (_, more) => {
    expect(toErrorData(systemError('EMFILE', more))).toMatchObject({ code: 'lab.too-many-files' })
  })

  it.each([
    ['of a socket', systemError('EACCES', { address: '127.0.0.1' })],
    ['of another kind', systemError('ENOENT')],
    ['without a code', new Error('What?')],
  ])('%s is a defect', (_, error) => {
    expect(toErrorData(error)).toMatchObject({ code: 'lab.unexpected' })
  })
})
