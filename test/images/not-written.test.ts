import { describe, expect, it } from 'vitest'
import { notWritten } from '../../src/main/images/not-written.ts'
import { LabError } from '../../src/shared/base/index.ts'

const system = (code: string, syscall: string) =>
  Object.assign(new Error(`${code}: it failed, ${syscall}`), { code, syscall })

describe('an image that is written to a path of a person’s', () => {
  it('fails there, and not in the store, when that disk is full', () => {
    expect(notWritten('/stick/k.zip', system('ENOSPC', 'write'))).toMatchObject({
      code: 'image.not-written',
      message: '/stick/k.zip could not be written: the disk is full.',
    })
  })

  it('fails in the store when that is what cannot be read', () => {
    expect(notWritten('/stick/k.zip', system('EIO', 'read'))).toMatchObject({
      code: 'image.unreadable',
    })
  })

  it('tells what was told already, and that it was cancelled', () => {
    const told = new LabError('image.blob-missing', 'It is not in the store.')
    const aborted = new DOMException('cancelled', 'AbortError')
    expect([told, aborted].map((error) => notWritten('/x', error))).toEqual([told, aborted])
  })
})
