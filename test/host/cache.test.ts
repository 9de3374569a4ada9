import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/shared/facts/index.ts'
import { cacheTruth, foldHost, progressOf, type HostView } from '../../src/shared/host/index.ts'
import { cachedBoot, networkBoot, record, seen, told } from './facts.ts'

const view = (facts: readonly Fact[]): HostView =>
  record(facts).reduce<HostView | undefined>(foldHost, undefined) ?? expect.fail('no facts')
const digest = 'a'.repeat(64)
const booted = [told.poweredOn(), ...networkBoot()]
const written = view(booted).cache?.writtenAt ?? 0
const later = written + 12 * 86_400_000
const served = new Map([['reference', digest]])

describe('cacheTruth', () => {
  it('tells age and that nothing came up from it yet', () => {
    const truth = cacheTruth(view(booted), 'reference', served, later)
    expect(truth).toMatchObject({ kind: 'held', drift: 'none', age: 12 * 86_400_000 })
    expect(truth.text).toBe(
      'reference, written 12 days ago, the image it would get now. No system has come up from it yet.',
    )
  })

  it('remembers when a system last came up from it', () => {
    const cached = cachedBoot().map((fact) =>
      fact.type === 'disk.imageVerified' ? { ...fact, writtenAt: written } : fact,
    )
    expect(
      cacheTruth(view([...booted, told.rebooted(), ...cached]), 'reference', served, later),
    ).toMatchObject({
      provenAgo: expect.any(Number),
    })
  })

  it.each([
    ['another image', 'newer', served, 'otherImage'],
    [
      'other content under the same name',
      'reference',
      new Map([['reference', 'b'.repeat(64)]]),
      'otherContent',
    ],
    ['no image at all', undefined, served, 'nothingExpected'],
  ])('sees drift to %s', (_title, expected, served, drift) => {
    expect(cacheTruth(view(booted), expected, served, later)).toMatchObject({ drift })
  })

  it('knows a damaged and a missing one', () => {
    const damaged = view([...booted, told.imageRejected({ cause: 'corrupt' })])
    expect(cacheTruth(damaged, 'reference', served, later).kind).toBe('damaged')
    const missing = view([...booted, told.imageRejected({ cause: 'empty' })])
    expect(cacheTruth(missing, 'reference', served, later).kind).toBe('none')
  })
})

describe('progressOf', () => {
  const loading = view([
    seen.ipxeDiscovered(),
    seen.trampServed(),
    seen.imageAssigned({ size: 4000 }),
    seen.fileServed({ bytes: 1000 }),
  ])

  it('tells files, bytes, rate and the time left of a physical host', () => {
    expect(progressOf(loading, (loading.lastAt ?? 0) + 900, 1)).toMatchObject({
      stage: 'loads its image',
      files: { done: 1, of: 2 },
      bytes: { done: 1000, of: 4000 },
      rate: 1000,
      eta: 3000,
    })
  })

  it('leaves out what comes beside the image', () => {
    const after = view([
      told.poweredOn(),
      seen.imageAssigned({ size: 2000 }),
      told.configReceived(),
      told.moduleReceived(),
      told.moduleReceived({ file: 'host-profile.tgz', position: undefined, of: undefined }),
    ])
    expect(after.progress).toMatchObject({ done: 1, of: 2, bytes: 1000 })
  })

  it('says since when a host is stuck', () => {
    const now = (loading.lastAt ?? 0) + 61_000
    expect(progressOf(loading, now, 1)?.stuckSince).toBe(loading.lastAt)
    expect(progressOf(loading, now - 2000, 1)?.stuckSince).toBeUndefined()
  })

  const loader = [seen.discovered(), seen.acknowledged(), seen.loaderRequested()]
  const slow = view([...loader, seen.loaderUnderWay()])

  it('tells bytes, rate and the time left of a loader that is on its way by TFTP', () => {
    const told = slow.loader?.at ?? expect.fail('no loader')
    const progress = progressOf(slow, told + 4500, 1)
    expect(progress).toMatchObject({
      stage: 'loads the boot loader',
      bytes: { done: 80_000, of: 170_000 },
      rate: 4000,
      eta: 18_000,
    })
    expect(progress).not.toHaveProperty('files')
    expect(progressOf(slow, told + 14_900, 20)).not.toHaveProperty('stuckSince')
    const stuck = progressOf(slow, told + 15_100, 20)
    expect(stuck).toMatchObject({ stuckSince: told, bytes: { done: 80_000 } })
    expect(stuck).not.toHaveProperty('eta')
  })

  it('tells nothing of a loader that has come, was cut, or belonged to another boot', () => {
    const other = { transfer: '127.66.0.52:1/2' }
    expect(view([...loader, seen.loaderUnderWay(), seen.loaderSent(other)]).loader).toBeDefined()
    const over = [seen.loaderSent(), seen.loaderFailed(), seen.discovered()]
    for (const fact of over)
      expect(view([...loader, seen.loaderUnderWay(), fact])).not.toHaveProperty('loader')
    expect(view([...loader, seen.loaderUnderWay({ file: 'tramp' })])).not.toHaveProperty('loader')
  })

  it('has nothing to say of a host that is up', () => {
    expect(progressOf(view(booted), later, 1)).toBeUndefined()
  })
})
