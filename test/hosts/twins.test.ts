import { describe, expect, it } from 'vitest'
import { createTwinWatch } from '../../src/main/hosts/twins.ts'
import type { Fact, FactOf } from '../../src/shared/facts/index.ts'
import { option, options } from '../../src/shared/packet/dhcp/index.ts'
import { openDesk } from '../dhcp/desk.ts'
import { lab, mac, macBytes, message, uefi } from '../dhcp/support.ts'

const server = '127.79.0.1'
const uuid = '4c4c4544-0042-3110-8052-b4c04f4d0001'
const ipxe = [...uefi(), option(options.userClass, ['iPXE'])]

/** Cards of the same UUID before a real DHCP service, and what the watch says of its facts. */
const rack = (isSimulated: (host: string) => boolean = () => false) => {
  const desk = openDesk(lab('127.79'), server)
  const watch = createTwinWatch(isSimulated)
  let at = 1_000_000
  const found: FactOf<'dhcp.finding'>[] = []
  const hear = (fact: Fact) => {
    const finding = watch.hear({ seq: 1, at, fact })
    if (finding !== undefined) found.push(finding)
  }
  const hearAll = () => {
    for (const type of desk.types()) hear(desk.fact(type))
  }
  const ask = (card: number, says: ReturnType<typeof uefi>, xid = card) => {
    const offer = desk.say(message('discover', says, { chaddr: macBytes(mac(card)), xid }))
    hearAll()
    return offer?.yiaddr ?? ''
  }
  const take = (card: number, address: string, xid = card) => {
    const wish = [option(options.serverId, server), option(options.requestedAddress, address)]
    desk.say(message('request', wish, { chaddr: macBytes(mac(card)), xid }))
    hearAll()
  }
  return {
    found,
    hear,
    ask,
    take,
    wait: (seconds: number) => {
      at += seconds * 1000
    },
    /** A whole exchange by DHCP. */
    boot: (card: number, says: ReturnType<typeof uefi> = uefi()) => {
      const address = ask(card, says)
      at += 1000
      take(card, address)
      return address
    },
    reads: (address: string) =>
      hear({
        type: 'tftp.requested',
        ...{ transfer: 't', file: 'tramp', client: `${address}:1024`, options: {} },
        ...{ size: 1, blockSize: 512, windowSize: 1 },
      }),
  }
}

describe('two cards with one UUID', () => {
  it('are two machines when one takes its offer after the other began to ask', () => {
    const at = rack()
    const address = at.ask(1, uefi())
    at.wait(1)
    at.ask(2, uefi())
    at.wait(1)
    at.take(1, address)
    expect(at.found).toMatchObject([
      {
        mac: mac(1),
        finding: {
          code: 'dhcp.uuid-twice',
          message: `Two machines have the UUID ${uuid}: while the one with the MAC ${mac(1)} was booting, the one with ${mac(2)} began to.`,
        },
      },
    ])
  })

  it('are two machines when one asks for more while the firmware of the other asks', () => {
    const at = rack()
    const address = at.boot(1)
    at.ask(2, uefi())
    at.wait(3)
    at.reads(address)
    at.reads(address)
    expect(at.found).toMatchObject([{ mac: mac(1), finding: { code: 'dhcp.uuid-twice' } }])
  })

  it('are one machine whose firmware tries one after the other, again and again', () => {
    const at = rack()
    // Some ROMs make their transaction out of the MAC: it is the same each time.
    for (let round = 0; round < 3; round += 1)
      for (const card of [1, 2]) {
        at.ask(card, uefi())
        at.wait(4)
        at.reads(at.boot(card))
        at.wait(2)
      }
    expect(at.found).toEqual([])
  })

  it('are one machine whose iPXE asks by both before it goes on', () => {
    const at = rack()
    const address = at.boot(1, ipxe)
    at.boot(2, ipxe)
    at.wait(3)
    at.reads(address)
    expect(at.found).toEqual([])
  })

  it('are one machine whose system takes the address of the first card up again', () => {
    const at = rack()
    const address = at.boot(1)
    at.wait(300)
    at.boot(2)
    at.wait(5)
    at.take(1, address, 77)
    at.reads(address)
    expect(at.found).toEqual([])
    const later = rack()
    const first = later.boot(1)
    later.boot(2)
    later.wait(60)
    later.reads(first)
    expect(later.found).toEqual([])
  })

  it('prove nothing while faults change the order of messages, or after DHCP was away', () => {
    const at = rack()
    const upset: Fact[] = [
      { type: 'fault.fired', id: 'f', component: 'dhcp', message: 'REQUEST', effect: 'delay' },
      { type: 'component.stopped', component: 'dhcp' },
    ]
    for (const fact of upset) {
      const address = at.ask(1, uefi())
      at.ask(2, uefi())
      at.hear(fact)
      at.take(1, address)
      at.wait(601)
    }
    expect(at.found).toEqual([])
  })

  it('are told of no simulated host: the lab gives each its own', () => {
    const at = rack(() => true)
    const address = at.ask(1, uefi())
    at.ask(2, uefi())
    at.take(1, address)
    expect(at.found).toEqual([])
  })
})
