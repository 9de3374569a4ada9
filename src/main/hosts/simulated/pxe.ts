import { LabError } from '../../../shared/base/index.ts'
import { tftpErrors } from '../../../shared/packet/index.ts'
import type { Bench, Lease } from './bench.ts'
import { acquireLease, NoLease } from './dhcp-client.ts'
import { NetworkBootFailure } from './failure.ts'
import type { Card } from './messages.ts'
import { readBootFile } from './tftp.ts'
import { timings } from './timings.ts'

type Firmware = Bench['spec']['firmware']

/** UEFI has one code for whatever error TFTP answers with. */
const tftpErrorOfUefi = ['PXE-E23', 'Client received TFTP error from server.'] as const

/**
 * Codes and texts of the firmwares' own messages; those of UEFI as OVMF prints them. BIOS texts are ours where no
 * source has them.
 */
export const firmwareSays = {
  noLink: {
    uefi: ['PXE-E12', 'Could not detect network connection.'],
    bios: ['PXE-E61', 'Media test failure, check cable'],
  },
  noOffer: {
    uefi: ['PXE-E18', 'Server response timeout.'],
    bios: ['PXE-E51', 'No DHCP or proxyDHCP offers were received.'],
  },
  noBootFile: {
    uefi: ['PXE-E16', 'No valid offer received.'],
    bios: ['PXE-E53', 'No boot filename received'],
  },
  tftpSilent: {
    uefi: ['PXE-E18', 'Server response timeout.'],
    bios: ['PXE-E32', 'TFTP open timeout'],
  },
  tftpCut: {
    uefi: ['PXE-E18', 'Server response timeout.'],
    bios: ['PXE-E35', 'TFTP read timeout'],
  },
  tftpNoFile: {
    uefi: tftpErrorOfUefi,
    bios: ['PXE-E3B', 'TFTP error: file not found'],
  },
  tftpNoAccess: {
    uefi: tftpErrorOfUefi,
    bios: ['PXE-E3C', 'TFTP access violation'],
  },
  tftpError: {
    uefi: tftpErrorOfUefi,
    bios: ['PXE-E36', 'Error received from TFTP server'],
  },
} as const satisfies Record<string, Record<Firmware, readonly [code: string, text: string]>>

const failure = (
  stage: 'link' | 'dhcp' | 'loader',
  kind: keyof typeof firmwareSays,
  firmware: Firmware,
  tries: number,
): NetworkBootFailure => {
  const [code, text] = firmwareSays[kind][firmware]
  return new NetworkBootFailure(stage, code, text, tries)
}

/** The firmware's own DHCP round. */
const addressed = async (bench: Bench): Promise<Lease> => {
  const { firmware } = bench.spec
  const waits = firmware === 'uefi' ? timings.uefiDhcp : timings.biosDhcp
  try {
    const lease = await acquireLease(bench, 'firmware', waits)
    if (lease.bootFile === '') throw failure('dhcp', 'noBootFile', firmware, 1)
    return lease
  } catch (error) {
    if (error instanceof NoLease) throw failure('dhcp', 'noOffer', firmware, error.tries)
    throw error
  }
}

const options = {
  uefi: { tsize: 0, blksize: 1468, windowsize: 4 },
  bios: { tsize: 0, blksize: 1432 },
}

/** What a ROM makes of the code of a TFTP error. */
const sayingOf = (errorCode: unknown) => {
  switch (errorCode) {
    case tftpErrors.fileNotFound:
      return 'tftpNoFile'
    case tftpErrors.accessViolation:
      return 'tftpNoAccess'
    default:
      return 'tftpError'
  }
}

const loaderFailure = (error: unknown, firmware: Firmware): unknown => {
  if (!(error instanceof LabError)) return error
  const tries = Number(error.details['tries'] ?? 1)
  switch (error.code) {
    case 'tftp.timeout':
      return failure(
        'loader',
        error.details['bytes'] === 0 ? 'tftpSilent' : 'tftpCut',
        firmware,
        tries,
      )
    case 'tftp.error-packet':
      return failure('loader', sayingOf(error.details['errorCode']), firmware, 1)
    default:
      return new NetworkBootFailure('loader', 'TFTP', error.message)
  }
}

const loaded = async (bench: Bench, lease: Lease): Promise<number> => {
  const { firmware } = bench.spec
  const waits = firmware === 'uefi' ? timings.uefiTftp : timings.biosTftp
  try {
    return (await readBootFile(bench, lease, options[firmware], waits)).length
  } catch (error) {
    throw loaderFailure(error, firmware)
  }
}

/** One card's network boot: link, address, boot loader. */
const runCard = async (bench: Bench, card: Card): Promise<void> => {
  const { report, pause, ram, clock, uplink } = bench
  const host = bench.spec.id
  ram.card = card
  await pause(timings.linkUp)
  if (!card.cabled || !uplink.isIn()) throw failure('link', 'noLink', bench.spec.firmware, 1)
  await report({ type: 'firmware.linkUp', host, mac: card.mac })
  const lease = await addressed(bench)
  ram.lease = lease
  const { address, nextServer, bootFile } = lease
  await report({ type: 'firmware.addressed', host, address, nextServer, bootFile })
  const begun = clock.now()
  const bytes = await loaded(bench, lease)
  const took = clock.now() - begun
  await report({ type: 'firmware.loaderReceived', host, file: bootFile, bytes, took })
}

/** The network boot as the firmware's ROM does it: card after card, until one brings a boot loader. */
export const runRom = async (bench: Bench): Promise<void> => {
  const { spec, report } = bench
  for (const [index, card] of spec.cards.entries()) {
    try {
      return await runCard(bench, card)
    } catch (error) {
      const isLast = index === spec.cards.length - 1
      if (isLast || !(error instanceof NetworkBootFailure)) throw error
      const { stage, code, message } = error
      const { mac } = card
      await report({ type: 'firmware.cardFailed', host: spec.id, mac, stage, code, message })
    }
  }
  return undefined
}
