import { getPriority, release } from 'node:os'
import koffi from 'koffi'
import { describe, expect, it } from 'vitest'
import { askForShortSlices } from '../../src/main/short-slices.ts'

const getAttr = process.arch === 'arm64' ? 275 : 315

/** What the kernel says of this thread: nice value, and its slice in ns (0 before Linux 6.12). */
const told = () => {
  const call = koffi
    .load('libc.so.6')
    .func('long syscall(long number, long thread, void *attributes, long size, long flags)')
  const bytes = Buffer.alloc(48)
  expect(call(getAttr, 0, bytes, bytes.length, 0)).toBe(0)
  return { nice: bytes.readInt32LE(16), slice: bytes.readBigUInt64LE(24) }
}

describe.skipIf(process.platform !== 'linux')('askForShortSlices', () => {
  it('has this thread served sooner, and no more', () => {
    const before = told()
    askForShortSlices()
    expect(told()).toEqual({ ...before, slice: before.slice === 0n ? 0n : 100_000n })
    expect(getPriority(0)).toBe(before.nice)
  })

  it('takes effect where the kernel can', () => {
    const [major = 0, minor = 0] = release().split('.').map(Number)
    const isNew = major > 6 || (major === 6 && minor >= 12)
    askForShortSlices()
    expect(told().slice > 0n).toBe(isNew)
  })
})
