import { describe, expect, it } from 'vitest'
import { readFile } from '../../src/main/tftp/index.ts'
import { randomFrom } from './random-from.ts'
import { openRelay, type Decide } from './relay.ts'
import { filesOf, lanes, openWorld, patternedBytes, realClock } from './world.ts'

const wires: Readonly<Record<string, (random: () => number) => Decide>> = {
  'that loses a hundredth': (random) => () => (random() < 0.01 ? [] : [0]),
  'that loses a tenth': (random) => () => (random() < 0.1 ? [] : [0]),
  'that doubles every packet': () => () => [0, 0],
  'that doubles every packet later': () => () => [0, 3],
  'that changes the order': (random) => () => [random() < 0.2 ? 2 + random() * 8 : 0],
  'that is slow': () => () => [20],
  'that does all of it': (random) => () => {
    if (random() < 0.05) return []
    return random() < 0.1 ? [1, 5] : [random() < 0.1 ? 4 : 0]
  },
}

const content = patternedBytes(120_001)

describe.each(lanes)('a transfer on the %s lane', (lane) => {
  it.each(Object.entries(wires))('arrives whole over a wire %s', async (_, make) => {
    await using world = await openWorld({
      address: '127.73.0.1',
      files: filesOf({ loader: content }),
      lane,
    })
    const readIn = async (windowsize: number) => {
      const relayAddress = `127.73.0.${windowsize + 1}`
      await using relay = await openRelay(relayAddress, world, make(randomFrom(windowsize + 7)))
      const { bytes } = await readFile({
        ...relay,
        name: 'loader',
        localAddress: '127.73.1.1',
        clock: realClock,
        options: { blksize: 1468, windowsize, tsize: 0 },
        timeouts: Array.from({ length: 20 }, () => 400),
      })
      return Buffer.compare(bytes, content)
    }
    expect(await Promise.all([1, 4, 16].map(readIn))).toEqual([0, 0, 0])
  })

  it('does not double its traffic when every ACK is doubled', async () => {
    let dataSeen = 0
    const decide: Decide = (direction, bytes) => {
      if (direction === 'toServer') return [0, 0]
      if (bytes[1] === 3) dataSeen += 1
      return [0]
    }
    await using world = await openWorld({
      address: '127.73.0.1',
      files: filesOf({ loader: content }),
      lane,
    })
    await using relay = await openRelay('127.73.0.2', world, decide)
    await readFile({ ...relay, name: 'loader', localAddress: '127.73.1.1', clock: realClock })
    // A machine under load may answer late and so get a repair; one for a block is the bound.
    expect(dataSeen).toBeLessThan(2 * Math.ceil(content.length / 512))
  })
})
