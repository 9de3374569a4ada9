import { createHash } from 'node:crypto'
import { expect, it, describe } from 'vitest'
import { bytesFile, readFile, type BootFiles } from '../../src/main/tftp/index.ts'
import { openWorld, patternedBytes, realClock } from './world.ts'

const address = '127.71.0.1'
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const filesOf = (contents: Readonly<Record<string, Uint8Array>>): BootFiles => ({
  open: async (name) => {
    const bytes = contents[name]
    return bytes === undefined ? undefined : bytesFile(bytes)
  },
})

const read = (world: { host: string; port: number }, name: string, options = {}) =>
  readFile({ ...world, name, localAddress: '127.71.1.1', clock: realClock, options })

describe('the TFTP server', () => {
  it.each([
    ['in lock step', {}],
    ['in blocks of 1468', { blksize: 1468, tsize: 0 }],
    ['in windows of 16', { blksize: 1468, windowsize: 16 }],
    ['in windows of small blocks', { blksize: 8, windowsize: 64 }],
  ])('sends a file %s', async (_, options) => {
    const content = patternedBytes(300_003)
    await using world = await openWorld(address, filesOf({ loader: content }))
    const got = await read(world, 'loader', options)
    expect(sha(got.bytes)).toBe(sha(content))
    expect(await world.fact('tftp.sent')).toMatchObject({ bytes: 300_003, resent: 0 })
  })

  it.each([0, 1, 511, 512, 513, 1024])('sends a file of %i bytes', async (size) => {
    const content = patternedBytes(size)
    await using world = await openWorld(address, filesOf({ loader: content }))
    expect((await read(world, 'loader')).bytes).toEqual(content)
  })

  it('rolls the block number over past 65535', async () => {
    const content = patternedBytes(8 * 70_000 + 3)
    await using world = await openWorld(address, filesOf({ loader: content }))
    const got = await read(world, 'loader', { blksize: 8, windowsize: 64 })
    expect(sha(got.bytes)).toBe(sha(content))
  })

  it('answers ERROR 1 for a file it does not have and says so in a fact', async () => {
    await using world = await openWorld(address, filesOf({}))
    await expect(read(world, 'nothing')).rejects.toMatchObject({
      code: 'tftp.error-packet',
      details: { errorCode: 1 },
    })
    expect(await world.fact('tftp.refused')).toMatchObject({ file: 'nothing', errorCode: 1 })
  })

  it('dies in mid-transfer when it is unplugged, and is back when it is restored', async () => {
    const content = patternedBytes(20_000_000)
    await using world = await openWorld(address, filesOf({ loader: content }))
    const reading = readFile({
      ...world,
      name: 'loader',
      localAddress: '127.71.1.2',
      clock: realClock,
      timeouts: [50, 50],
      onProgress: ({ bytes }) => {
        if (bytes === 512 * 100) void world.tftp.stop()
      },
    })
    await expect(reading).rejects.toMatchObject({ code: 'tftp.timeout' })
    expect(await world.fact('tftp.failed')).toMatchObject({ cause: 'unplugged' })
    await world.tftp.start()
    expect(await world.tftp.prove(AbortSignal.timeout(5000))).toHaveLength(2)
  })

  it('proves itself by a reader that is not its own', async () => {
    await using world = await openWorld(address, filesOf({}))
    const steps = await world.tftp.prove(AbortSignal.timeout(5000))
    expect(steps[1]).toContain('5632 bytes arrived')
  })
})
