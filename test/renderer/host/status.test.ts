import { expect, it } from 'vitest'
import { copyOf } from '../../../src/renderer/host/status.ts'
import { foldHost, newHost } from '../../../src/shared/host/index.ts'
import type { FactOf } from '../../../src/shared/facts/index.ts'

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
