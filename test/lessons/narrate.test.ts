import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/shared/facts/index.ts'
import { narrate } from '../../src/shared/lessons/index.ts'

const kernelFrom = (source: 'network' | 'cache' | 'installed'): Fact => ({
  type: 'kernel.started',
  host: 'esx-01',
  source,
  imageProfile: 'reference',
})

describe('narrate', () => {
  it.each([
    ['network', 'esx-01: kernel started from the network'],
    ['cache', 'esx-01: kernel started from its own disk'],
    ['installed', 'esx-01: kernel started from its own disk'],
  ] as const)('tells where a kernel came from: %s', (source, text) => {
    expect(narrate(kernelFrom(source))).toBe(text)
  })
})
