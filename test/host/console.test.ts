import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/shared/facts/index.ts'
import { consoleLines, type Machine } from '../../src/shared/host/index.ts'
import { told, seen, record } from './facts.ts'

const uefi: Machine = { id: 'esx-01', firmware: 'uefi', witness: 'host', mac: '52:54:00:aa:bb:01' }
const bios: Machine = { ...uefi, firmware: 'bios' }
const text = (machine: Machine, ...facts: readonly Fact[]) =>
  record(facts).flatMap((fact) => consoleLines(fact, machine).map(({ text }) => text))

describe('consoleLines', () => {
  it('prints edk2’s lines for a good start', () => {
    expect(text(uefi, told.deviceTried(), told.addressed(), told.loaderReceived())).toEqual([
      'Boot device 1/2: network',
      '>>Start PXE over IPv4',
      '  Station IP address is 127.66.0.52',
      '  Server IP address is 127.66.0.1',
      '  NBP filename is snponly.efi',
      '  NBP filesize is 170000 Bytes',
      ' Downloading NBP file...',
      '  NBP file downloaded successfully.',
    ])
  })

  it('prints a firmware’s error with its code', () => {
    const silent = told.networkFailed({
      stage: 'loader',
      code: 'PXE-E18',
      message: 'Server response timeout.',
    })
    expect(text(uefi, silent)).toEqual(['  PXE-E18: Server response timeout.'])
    const noOffer = told.networkFailed({
      stage: 'dhcp',
      code: 'PXE-E51',
      message: 'No DHCP or proxyDHCP offers were received.',
    })
    expect(text(bios, noOffer)[0]).toBe('PXE-E51: No DHCP or proxyDHCP offers were received.')
  })

  it('prints iPXE’s refused try and the turn to the disk', () => {
    const turn = told.deviceTried({ device: 'disk', position: 2 })
    expect(text(uefi, told.tryFailed(), turn, told.imageVerified())).toEqual([
      'http://s/vmw/rbd/tramp... Connection refused',
      'Boot device 1/2 failed, trying 2/2: local disk',
      'Loading image profile reference from the local disk',
      'Verified 2.0 kB (sha256)',
    ])
  })

  it('shows a physical host only what the services saw, marked as such', () => {
    const outside: Machine = { id: 'host-1', witness: 'services' }
    expect(text(outside, seen.discovered(), seen.trampServed(), told.up())).toEqual([
      '[dhcp] firmware asks for an address',
      '[waiter] iPXE read the second script',
    ])
  })
})
