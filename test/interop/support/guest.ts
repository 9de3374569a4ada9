import type { ChildProcess } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { end, type Segment } from './segment.ts'

const qemu = '/usr/bin/qemu-system-x86_64'
const ovmf = (name: string) => `/usr/share/OVMF/OVMF_${name}.fd`
/** The program and the variables a guest begins with; `secureBoot` takes what the key beside OVMF has signed. */
const firmwares = {
  uefi: { code: ovmf('CODE_4M'), vars: ovmf('VARS_4M') },
  secureBoot: { code: ovmf('CODE_4M.secboot'), vars: ovmf('VARS_4M.snakeoil') },
}

/** Why a guest cannot run here, or undefined when it can. */
export const guestMissing = (): string | undefined =>
  [qemu, ...Object.values(firmwares).flatMap(Object.values<string>)]
    .find((file) => !existsSync(file))
    ?.concat(' is missing')

export type Guest = {
  /** What the guest wrote to its serial port so far, without control sequences. */
  serial(): string
  /** Resolves when the serial text matches; rejects with its tail after `seconds`. */
  until(pattern: RegExp, seconds: number): Promise<void>
  powerOff(): Promise<void>
}

/** SMBIOS type 1 of a guest, as QEMU is told and the rules see it. */
export type GuestIdentity = {
  readonly mac: string
  readonly uuid: string
  readonly vendor: string
  readonly model: string
  readonly serial: string
}

/** Arguments that have OVMF leave ways over the network out. */
export const without = (...ways: readonly ('IPv4PXE' | 'IPv6PXE')[]): readonly string[] =>
  ways.flatMap((way) => ['-fw_cfg', `name=opt/org.tianocore/${way}Support,string=no`])

const quote = (value: string) => value.replaceAll(',', ',,')

/** A machine without acceleration: one NIC on the segment first, then a disk. */
export const startGuest = (options: {
  readonly segment: Segment
  readonly folder: string
  readonly firmware: 'bios' | keyof typeof firmwares
  readonly identity: GuestIdentity
  readonly memoryMiB?: number
  /** What its disk begins with; nothing is on it otherwise. */
  readonly disk?: Uint8Array
  /** More arguments for QEMU. */
  readonly more?: readonly string[]
}): Guest => {
  const { segment, folder, firmware, identity } = options
  const log = join(folder, `${firmware}-${identity.serial}.log`)
  const disk = join(folder, `${firmware}-${identity.serial}.img`)
  const flash = join(folder, `${firmware}-${identity.serial}.fd`)
  writeFileSync(log, '')
  writeFileSync(disk, options.disk ?? '')
  truncateSync(disk, 64 * 1024 * 1024)
  const flashed = ({ code, vars }: (typeof firmwares)['uefi']): readonly string[] => {
    copyFileSync(vars, flash)
    return [
      ...['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${code}`],
      ...['-drive', `if=pflash,unit=1,format=raw,file=${flash}`],
    ]
  }
  /** OVMF must use its own PXE; the BIOS guest boots from the card's iPXE ROM. */
  const rom = firmware === 'bios' ? '' : ',romfile='
  const child: ChildProcess = segment.spawn(
    qemu,
    [
      ...[
        '-accel',
        'tcg',
        '-m',
        String(options.memoryMiB ?? 768),
        '-nodefaults',
        '-no-user-config',
      ],
      ...[
        '-machine',
        firmware === 'secureBoot' ? 'q35,smm=on,graphics=off' : 'pc,graphics=off',
        '-vga',
        'none',
        '-display',
        'none',
      ],
      ...['-serial', `file:${log}`, '-uuid', identity.uuid],
      ...[
        '-smbios',
        `type=1,manufacturer=${quote(identity.vendor)},product=${quote(identity.model)},serial=${identity.serial},uuid=${identity.uuid}`,
      ],
      ...['-netdev', `tap,id=net,ifname=${segment.tap()},script=no,downscript=no`],
      ...['-device', `virtio-net-pci,netdev=net,mac=${identity.mac},bootindex=1${rom}`],
      ...['-drive', `if=none,id=disk,format=raw,file=${disk}`],
      ...['-device', 'virtio-blk-pci,drive=disk,bootindex=2'],
      ...(firmware === 'bios' ? [] : flashed(firmwares[firmware])),
      ...(options.more ?? []),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const serial = () =>
    stripVTControlCharacters(readFileSync(log, 'latin1')).replaceAll(String.fromCharCode(0), '')
  return {
    serial,
    until: async (pattern, seconds) => {
      const end = performance.now() + seconds * 1000
      while (performance.now() < end) {
        if (pattern.test(serial())) return
        if (child.exitCode !== null) throw new Error(`QEMU ended with ${child.exitCode}`)
        await sleep(250)
      }
      throw new Error(
        `Not seen within ${seconds} s: ${pattern}\n--- serial ---\n${serial().slice(-2000)}`,
      )
    },
    powerOff: () => end(child),
  }
}
