import { describe, expect, it } from 'vitest'
import { labDocument } from '../../src/shared/document/schema.ts'
import { negotiate, withheldFrom } from '../../src/main/tftp/options.ts'

const asked = (options: Readonly<Record<string, string>>) =>
  Object.entries(options).map(([name, value]) => ({ name, value }))
const nothing = new Set<never>()
const settle = (options: Readonly<Record<string, string>>, size = 100_000) =>
  negotiate(asked(options), size, nothing)

describe('negotiate', () => {
  it('grants what firmware asks for, in its order and its spelling', () => {
    const { plan, reply } = settle({ TSIZE: '0', BlkSize: '1468', windowsize: '4', timeout: '2' })
    expect(plan).toEqual({
      size: 100_000,
      blockSize: 1468,
      windowSize: 4,
      timeout: 2000,
      oack: true,
    })
    expect(reply).toEqual(
      asked({ TSIZE: '100000', BlkSize: '1468', windowsize: '4', timeout: '2' }),
    )
  })

  it('answers without an option reply when nothing was asked', () => {
    expect(settle({})).toEqual({
      plan: { size: 100_000, blockSize: 512, windowSize: 1, oack: false },
      reply: [],
    })
  })

  it.each([
    ['blksize', '7'],
    ['blksize', '0'],
    ['blksize', 'abc'],
    ['blksize', '-1'],
    ['blksize', '1e3'],
    ['blksize', ''],
    ['blksize', '99999999999'],
    ['windowsize', '0'],
    ['windowsize', '65536'],
    ['timeout', '0'],
    ['timeout', '256'],
    ['timeout', '3000'],
    ['tsize', 'x'],
    ['rollover', '0'],
    ['__proto__', '1'],
  ])('leaves out %s=%s and reads on', (name, value) => {
    expect(settle({ [name]: value }).reply).toEqual([])
    expect(settle({ [name]: value, tsize: '0' }).reply).toEqual(asked({ tsize: '100000' }))
  })

  it('trims a block size that is too large', () => {
    expect(settle({ blksize: '65465' }).reply).toEqual(asked({ blksize: '65464' }))
  })

  it.each([
    ['1468', '64', 64],
    ['1468', '16', 16],
    ['512', '64', 64],
    ['8192', '64', 11],
    ['65464', '8', 1],
    ['8', '65535', 64],
  ])(
    'holds the bytes in flight down: blksize %s, windowsize %s becomes %i',
    (blksize, windowsize, granted) => {
      const { plan } = settle({ blksize, windowsize })
      expect(plan.windowSize).toBe(granted)
      expect(plan.windowSize * (plan.blockSize + 4)).toBeLessThanOrEqual(98_304)
    },
  )

  it('takes the first of two options with one name', () => {
    const twice = [...asked({ blksize: '1024' }), ...asked({ BLKSIZE: '512' })]
    expect(negotiate(twice, 1, nothing).reply).toEqual(asked({ blksize: '1024' }))
  })

  it('withholds what the lab or the host must not have', () => {
    const document = labDocument.parse({
      headwaiter: 1,
      name: 'Test',
      network: {
        subnet: '127.66.0.0/16',
        server: '127.66.0.1',
        pool: { first: '127.66.0.100', last: '127.66.0.199' },
        ports: { dhcp: 0, dhcpClient: 0, tftp: 0, waiter: 0, rules: 0, vcenter: 0 },
        tftp: { noOptions: ['timeout'] },
      },
      clusters: [],
      rules: {},
      racks: [],
      hosts: [
        {
          id: 'esx-01',
          kind: 'physical',
          mac: '52:54:00:aa:bb:01',
          uuid: '4c4c4544-0031-4810-8052-b4c04f4d3031',
          firmware: 'bios',
          bootOrder: ['network'],
          boot: { noBlockSize: true, noTftpOptions: ['windowsize'] },
        },
      ],
    })
    const all = asked({ tsize: '0', blksize: '1468', windowsize: '4', timeout: '2' })
    const names = (host: string | undefined) =>
      negotiate(all, 9, withheldFrom(document, host)).reply.map(({ name }) => name)
    expect(names('esx-01')).toEqual(['tsize'])
    expect(names(undefined)).toEqual(['tsize', 'blksize', 'windowsize'])
  })
})
