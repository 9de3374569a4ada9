import { expect, it } from 'vitest'
import { connectionText, copyOf, statusOf } from '../../../src/renderer/host/status.ts'
import { en } from '../../../src/renderer/strings/en/index.ts'
import { foldHost, newHost, type HostView } from '../../../src/shared/host/index.ts'
import type { Fact, FactOf } from '../../../src/shared/facts/index.ts'
import { cachedBoot, networkBoot, record, told, unmetBoot } from '../../host/facts.ts'

const written: FactOf<'disk.cacheWritten'> = {
  type: 'disk.cacheWritten',
  host: 'a',
  imageProfile: 'image',
  digest: '0'.repeat(64),
  bytes: 1,
  took: 1,
  path: 'x',
}
const damaged: FactOf<'disk.imageRejected'> = {
  type: 'disk.imageRejected',
  host: 'a',
  cause: 'corrupt',
  message: 'spoiled',
}

it('holds a copy to be whole once it is written, until a boot finds it damaged', () => {
  const empty = newHost('a')
  const full = foldHost(empty, { seq: 1, at: 0, fact: written })
  const spoiled = foldHost(full, { seq: 2, at: 1, fact: damaged })
  expect([empty, full, spoiled].map(copyOf)).toEqual(['none', 'whole', 'damaged'])
})

const after = (...facts: readonly Fact[]): HostView =>
  record(facts).reduce<HostView>(foldHost, newHost('esx-01'))

it('calls no system connected that vCenter has not met since its restart', () => {
  const before = [told.poweredOn(), ...networkBoot()]
  const streamed = after(...before, told.rebooted(), ...unmetBoot())
  expect(statusOf(after(...before), en).text).toBe('stateless · connected')
  expect(statusOf(streamed, en)).toMatchObject({
    tone: 'net',
    text: 'stateless · waiting for vCenter',
  })
  expect(connectionText(streamed, en)).toBe('connected before its reboot')
  const cached = after(...before, told.rebooted(), ...cachedBoot())
  expect(statusOf(cached, en).text).toBe('cached image · reconnect')
})

it('does not call an installed system stateless', () => {
  const source = 'installed'
  const fromDisk = [told.deviceTried({ device: 'disk' }), told.imageVerified()]
  const boot = [told.poweredOn(), ...fromDisk, told.kernelStarted({ source }), told.up({ source })]
  expect(statusOf(after(...boot), en).text).toMatch(/^installed · /)
})
