import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/shared/facts/index.ts'
import { choiceOfThisBoot } from '../../src/shared/host/index.ts'
import { record, seen, told } from './facts.ts'

const host = 'esx-01'
const choice = { kind: 'disk' } as const
const used: Fact = { type: 'waiter.nextBootUsed', host, choice }
const firmware = (arch: number, mac = '52:54:00:aa:bb:01') => seen.discovered({ arch, mac })
const ipxe = (mac = '52:54:00:aa:bb:01') => seen.ipxeDiscovered({ arch: 7, mac })
const asks = seen.registered()
const [pxe, http, second] = [firmware(7), firmware(16), '52:54:00:aa:bb:02']
/** A boot that has come to the waiter by PXE and was sent on. */
const sentOn = [pxe, pxe, ipxe(), asks, used]

const choiceIn = (facts: readonly Fact[], step?: number) => choiceOfThisBoot(record(facts, 1, step))

describe('a boot that was sent on', () => {
  it.each([
    ['by HTTP Boot', [http, ipxe(), asks]],
    ['by its second card', [firmware(7, second), ipxe(second), asks]],
    ['by an iPXE of its own disk', [ipxe(), ipxe(), asks]],
    ['once more, for the answer was lost', [asks]],
    ['after a way that came to nothing', [http, firmware(7, second), ipxe(second), asks]],
  ])('is the same when it asks %s', (_, facts) => {
    expect(choiceIn([...sentOn, ...facts])).toEqual(choice)
  })

  it.each([
    ['by the same way', [pxe, ipxe(), asks]],
    ['after another way, by the first', [http, ipxe(), asks, used, pxe, ipxe(), asks]],
    [
      'after its system asked for an address',
      [seen.discovered({ arch: undefined, vendorClass: undefined }), http, asks],
    ],
    ['after its system reported', [seen.reported(), http, asks]],
    ['after it told of a restart', [told.rebooted(), http, asks]],
  ])('is another one when it asks %s', (_, facts) => {
    expect(choiceIn([...sentOn, ...facts])).toBeUndefined()
  })

  it('knows a card that was tried before the one that was sent on', () => {
    const boot = [firmware(7, second), ...sentOn]
    expect(choiceIn([...boot, firmware(7, second), ipxe(second), asks])).toBeUndefined()
  })

  it('knows a card whose ROM is iPXE by that', () => {
    expect(choiceIn([ipxe(), asks, used, ipxe(second), asks])).toEqual(choice)
    expect(choiceIn([ipxe(), asks, used, ipxe(), asks])).toBeUndefined()
  })

  it('is over after ten minutes, and sooner when no other way of it was heard', () => {
    expect(choiceIn([...sentOn, http, asks], 200_000)).toEqual(choice)
    expect(choiceIn([...sentOn, http, asks], 301_000)).toBeUndefined()
    expect(choiceIn([...sentOn, asks], 31_000)).toBeUndefined()
  })
})
