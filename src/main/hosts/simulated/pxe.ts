import { LabError } from '../../../shared/base/index.ts'
import type { Bench } from './bench.ts'
import { acquireLease, NoLease, type Lease } from './dhcp-client.ts'
import { NetworkBootFailure } from './failure.ts'
import { timings } from './timings.ts'

type Firmware = Bench['spec']['firmware']

/** Codes and texts of the firmwares' own messages. BIOS texts are ours where no source has them. */
const texts = {
  noOffer: {
    uefi: ['PXE-E16', 'No valid offer received.'],
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
  tftpError: {
    uefi: ['PXE-E23', 'Client received TFTP error from server.'],
    bios: ['PXE-E3B', 'TFTP error: file not found'],
  },
} as const satisfies Record<string, Record<Firmware, readonly [code: string, text: string]>>

const failure = (
  stage: 'dhcp' | 'loader',
  kind: keyof typeof texts,
  firmware: Firmware,
  tries: number,
): NetworkBootFailure => {
  const [code, text] = texts[kind][firmware]
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
      return failure('loader', 'tftpError', firmware, 1)
    default:
      return new NetworkBootFailure('loader', 'TFTP', error.message)
  }
}

const loaded = async (bench: Bench, lease: Lease): Promise<number> => {
  const { firmware } = bench.spec
  const waits = firmware === 'uefi' ? timings.uefiTftp : timings.biosTftp
  try {
    const { bytes } = await bench.readTftp({
      host: lease.nextServer,
      port: bench.surroundings.ports.tftp,
      localAddress: lease.address,
      name: lease.bootFile,
      options: options[firmware],
      timeouts: waits.map((wait) => bench.patience(wait)),
      signal: bench.signal,
      clock: bench.clock,
    })
    return bytes.length
  } catch (error) {
    throw loaderFailure(error, firmware)
  }
}

/** The network boot as the firmware's ROM does it: link, address, boot loader. */
export const runRom = async (bench: Bench): Promise<void> => {
  const { report, pause, ram, clock } = bench
  const host = bench.spec.id
  await pause(timings.linkUp)
  await report({ type: 'firmware.linkUp', host })
  const lease = await addressed(bench)
  ram.lease = lease
  const { address, nextServer, bootFile } = lease
  await report({ type: 'firmware.addressed', host, address, nextServer, bootFile })
  const begun = clock.now()
  const bytes = await loaded(bench, lease)
  const took = clock.now() - begun
  await report({ type: 'firmware.loaderReceived', host, file: bootFile, bytes, took })
}
