import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/shared/facts/index.ts'
import { foldHost, why, type HostView } from '../../src/shared/host/index.ts'
import { hostOf } from '../../src/shared/facts/index.ts'
import { cachedBoot, networkBoot, record, seen, told, unmetBoot } from './facts.ts'

const pulled: Fact = { type: 'plug.pulled', plug: 'waiter', component: 'waiter' }
const restored: Fact = { type: 'component.started', component: 'waiter', on: 'x' }

const chain = (facts: readonly Fact[], expected?: string) => {
  const all = record(facts)
  const view = all
    .filter(({ fact }) => hostOf(fact) === 'esx-01')
    .reduce<HostView | undefined>(foldHost, undefined)
  return why(all, view ?? expect.fail('no facts'), expected)
}
const texts = (facts: readonly Fact[], expected?: string) =>
  chain(facts, expected).map(({ text }) => text)

describe('why', () => {
  it('tells a fallback from the plug to the wait for an admin', () => {
    const facts = [pulled, told.rebooted(), ...cachedBoot(), seen.notResponding()]
    expect(texts(facts, 'reference')).toEqual([
      'The waiter was unplugged.',
      'Somebody rebooted it.',
      'Its firmware tried the network (1 of 2).',
      'DHCP gave it 127.66.0.52 and the boot file snponly.efi.',
      'iPXE tried http://s/vmw/rbd/tramp: Connection refused (1 try).',
      'Its network boot ended: iPXE did not reach the waiter after 3 tries (Connection refused).',
      'Its firmware tried the disk (2 of 2).',
      'The disk holds reference, written 2 seconds before; every byte was checked.',
      'It is up at 127.66.0.52, booted from the cache.',
      'vCenter no longer hears the boot it was connected to.',
      'A host that booted from its cache is not reconnected by itself: an administrator must do it.',
    ])
  })

  it('names the address that was asked, not all a host told of itself there', () => {
    const url = 'http://s/vmw/rbd/host-register?mac=52:54:00:aa:bb:01&vendor=Dell%20Inc.'
    const stage = 'register' as const
    const host = 'esx-01'
    const facts: readonly Fact[] = [
      told.poweredOn(),
      { type: 'ipxe.tryFailed', host, stage, url, attempt: 1, of: 1, message: 'No answer' },
      {
        ...{ type: 'firmware.networkFailed', host, stage, tries: 1 },
        ...{ code: '503', message: `${url}: No answer` },
      },
    ]
    expect(texts(facts).join(' ')).toContain('http://s/vmw/rbd/host-register: No answer')
    expect(texts(facts).join(' ')).not.toContain('mac=')
  })

  it('tells a host that runs what is installed on its disk', () => {
    const up = told.up({ source: 'installed' })
    expect(texts([told.poweredOn(), up]).at(-1)).toBe(
      'It is up at 127.66.0.52, booted from the image installed on its disk.',
    )
  })

  it('does not call an installed image cached when its disk was checked', () => {
    const facts = [told.poweredOn(), told.imageVerified(), told.up({ source: 'installed' })]
    expect(texts(facts).join(' ')).not.toContain('cache')
  })

  it('does not call a host non-compliant of which nobody knows', () => {
    const checked = (failure: string): Fact => ({
      type: 'vcenter.complianceChecked',
      host: 'esx-01',
      status: 'unknown',
      failures: [failure],
    })
    const facts = [told.poweredOn(), told.up(), checked('No host profile is attached.')]
    expect(texts(facts)).toContain(
      'Whether it is compliant is not known: No host profile is attached.',
    )
  })

  it('tells that a lease ran out, and what vCenter made of it', () => {
    const lost: Fact = {
      type: 'esxi.addressLost',
      host: 'esx-01',
      address: '127.66.0.52',
      cause: 'expired',
    }
    const facts = [told.poweredOn(), ...networkBoot(), lost, seen.notResponding()]
    expect(texts(facts, 'reference').slice(-2)).toEqual([
      'Its lease of 127.66.0.52 ran out and no DHCP server renewed it: it stopped using the address.',
      'vCenter no longer hears the boot it was connected to.',
    ])
  })

  it('shows for each link facts that are there, in order', () => {
    const facts = [pulled, told.rebooted(), ...cachedBoot()]
    const numbers = chain(facts).flatMap(({ evidence }) => evidence)
    expect(numbers.every((seq) => seq >= 1 && seq <= facts.length)).toBe(true)
    const plug = chain(facts).find(({ text }) => text === 'The waiter was unplugged.')
    expect(plug?.evidence).toEqual([1])
  })

  it('tells a cause where it happened, so that the times run on', () => {
    const boot = cachedBoot()
    const facts = [told.rebooted(), ...boot.slice(0, 3), pulled, ...boot.slice(3)]
    const times = chain(facts).map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(texts(facts).indexOf('The waiter was unplugged.')).toBe(2)
  })

  it('tells cables that were pulled in this boot once', () => {
    const out: Fact = { type: 'host.partUnplugged', host: 'esx-01', part: 'uplink' }
    const failed = told.networkFailed({ stage: 'link' })
    const sentences = texts([told.rebooted(), out, told.deviceTried(), failed])
    expect(sentences.filter((text) => text.includes('cables'))).toEqual([
      'Its network cables were unplugged.',
    ])
  })

  it('ends a sentence once, though the words of a program had a full stop', () => {
    const message = 'No DHCP or proxyDHCP offers were received.'
    const failed = { code: 'PXE-E51', message }
    const facts = [told.rebooted(), told.deviceTried(), told.networkFailed(failed)]
    expect(texts(facts).at(-1)).toMatch(/received\)\.$/)
  })

  it('blames no component that was there', () => {
    const facts = [pulled, restored, told.rebooted(), ...cachedBoot()]
    expect(texts(facts)).not.toContain('The waiter was unplugged.')
  })

  it('names the fault that met the host', () => {
    const fired: Fact = {
      type: 'fault.fired',
      id: 'slow-tramp',
      component: 'waiter',
      host: 'esx-01',
      message: 'tramp',
      effect: 'httpStatus',
    }
    const boot = cachedBoot()
    const facts = [told.rebooted(), ...boot.slice(0, 14), fired, ...boot.slice(14)]
    expect(texts(facts)).toContain('The fault slow-tramp met its tramp at the waiter: httpStatus.')
  })

  it('says when the cached image is not the one it would get now', () => {
    expect(texts([told.rebooted(), ...cachedBoot()], 'newer').join()).toContain(
      'not the newer it would get now',
    )
  })

  it('joins tries in a row, with the facts of all', () => {
    const boot = networkBoot().slice(0, 14)
    const facts = [told.rebooted(), ...boot, told.tryFailed(), told.tryFailed({ attempt: 2 })]
    expect(chain(facts).at(-1)).toMatchObject({
      text: 'iPXE tried http://s/vmw/rbd/tramp: Connection refused (2 tries).',
      evidence: [16, 17],
    })
  })

  it('says what a host that came over the network waits for while vCenter is away', () => {
    const gone: Fact = { type: 'plug.pulled', plug: 'vcenter', component: 'vcenter' }
    const waits = texts([gone, told.rebooted(), ...unmetBoot()])
    expect(waits[0]).toBe('vCenter was unplugged.')
    expect(waits.at(-1)).toMatch(/^It waits in maintenance mode until Auto Deploy/)
    const met = [gone, told.rebooted(), ...unmetBoot(), seen.connected()]
    expect(texts(met).join()).not.toContain('waits')
  })

  it('names DHCP when a system that came over the network got no address', () => {
    const gone: Fact = { type: 'plug.pulled', plug: 'dhcp', component: 'dhcp' }
    const facts = [told.rebooted(), told.kernelStarted(), gone, told.up({ address: '' })]
    expect(texts(facts)).toContain('The DHCP server was unplugged.')
  })

  it('tells apart iPXE’s script by TFTP and the one of the waiter', () => {
    const gone: Fact = { type: 'plug.pulled', plug: 'tftp', component: 'tftp' }
    const silent = { code: 'TFTP', message: 'tftp tramp: Connection timed out' }
    const facts = [pulled, gone, told.rebooted(), told.ipxeStarted(), told.networkFailed(silent)]
    expect(texts(facts)).toEqual([
      'The TFTP server was unplugged.',
      'Somebody rebooted it.',
      'Its network boot ended: iPXE did not get its first script by TFTP after 3 tries (TFTP: tftp tramp: Connection timed out).',
    ])
  })

  it('joins tries and refusals that take turns, and leaves out what an address asks', () => {
    const url = 'http://s/vmw/rbd/host-register?mac=52:54:00:aa:bb:01&ipv4=127.66.0.52'
    const stage = 'register'
    const message = 'HTTP 503 Service Unavailable'
    const refusal = (attempt: number) => [
      seen.undecided(),
      told.tryFailed({ stage, url, message, attempt }),
    ]
    const ended = told.networkFailed({ stage, code: '503', message: `${url}: ${message}` })
    expect(texts([told.rebooted(), ...refusal(1), ...refusal(2), ...refusal(3), ended])).toEqual([
      'Somebody rebooted it.',
      'The waiter could not decide: The rules engine gave no decision.',
      'iPXE tried http://s/vmw/rbd/host-register: HTTP 503 Service Unavailable (3 tries).',
      'Its network boot ended: the waiter gave it no answer about its image after 3 tries (503: http://s/vmw/rbd/host-register: HTTP 503 Service Unavailable).',
    ])
  })

  it('says that a boot was chosen for once, and blames nobody for it', () => {
    const host = 'esx-01'
    const used: Fact = { type: 'waiter.nextBootUsed', host, choice: { kind: 'disk' } }
    const ended = told.networkFailed({
      ...{ stage: 'register', code: 'iPXE', message: 'exit 1', tries: 1 },
    })
    expect(texts([pulled, told.rebooted(), used, ended])).toEqual([
      'Somebody rebooted it.',
      'For this boot alone it was to start from its own disk, so the network declined.',
      'Its network boot ended: the waiter sent it on to its next boot device after 1 try (iPXE: exit 1).',
    ])
  })

  it('begins with the last boot alone', () => {
    const facts = [told.poweredOn(), ...networkBoot(), told.rebooted(), told.deviceTried()]
    expect(texts(facts)).toEqual([
      'Somebody rebooted it.',
      'Its firmware tried the network (1 of 2).',
    ])
  })
})
