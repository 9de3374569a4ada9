/**
 * From power-on to the first line of the script `tramp`, as the guest itself says on its serial port: real firmware in QEMU without
 * acceleration, beside dnsmasq with the settings people give it (its ping of new addresses included). Linux, root.
 */
import type { ChildProcess } from 'node:child_process'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cablesMissing, linesOf, words } from '../test/interop/support/cables.ts'
import { guestMissing, startGuest } from '../test/interop/support/guest.ts'
import { openSegment, type Segment } from '../test/interop/support/segment.ts'
import { cpuOf, memoryOf } from './dhcp-peers.ts'
import { median, type Row } from './row.ts'

const loaders = '/usr/lib/ipxe'
const rounds = 3
/** s a guest may take. */
const patience = 90
const marker = 'THE FIRST SCRIPT RUNS'
const script = `#!ipxe\necho ${marker}\nsleep 600\n`
const plan = {
  subnet: '10.91.0.0/24',
  server: '10.91.0.1',
  pool: { first: '10.91.0.100', last: '10.91.0.199' },
  leaseTime: 3600,
  ports: {
    dhcp: 67,
    dhcpClient: 68,
    tftp: 69,
    waiter: 6501,
    rules: 6502,
    vcenter: 10443,
  },
}

type Server = {
  readonly name: string
  /** Resolves when it serves, with its process. */
  start(segment: Segment, folder: string): Promise<ChildProcess>
}

const heard = (child: ChildProcess, text: string) =>
  new Promise<void>((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.includes(text)) resolve()
    })
  })

const ours: Server = {
  name: 'Headwaiter',
  async start(segment) {
    const program = new URL('power-on-server.ts', import.meta.url).pathname
    const child = segment.spawn(process.execPath, [
      program,
      segment.bridge,
      JSON.stringify(plan),
      loaders,
      script,
    ])
    await linesOf(child).until((line) => line)
    return child
  },
}

const dnsmasq: Server = {
  name: 'dnsmasq, usual settings',
  async start(segment, folder) {
    await writeFile(join(folder, 'tramp'), script)
    for (const name of ['undionly.kpxe', 'snponly.efi'])
      await copyFile(join(loaders, name), join(folder, name))
    const child = segment.spawn(
      'dnsmasq',
      words(
        `--keep-in-foreground --conf-file=/dev/null --port=0 --interface=${segment.bridge} --dhcp-range=${plan.pool.first},${plan.pool.last},1h --dhcp-leasefile=${join(folder, 'leases')} --dhcp-match=set:ipxe,175 --dhcp-match=set:efi,option:client-arch,7 --dhcp-boot=tag:!ipxe,tag:!efi,undionly.kpxe --dhcp-boot=tag:!ipxe,tag:efi,snponly.efi --dhcp-boot=tag:ipxe,tramp --enable-tftp --tftp-root=${folder} --log-facility=- --user=root`,
      ),
    )
    await heard(child, 'TFTP root')
    return child
  },
}

type Firmware = 'bios' | 'uefi'

/** Seconds from the start of QEMU to the script's first line; CPU seconds and MiB of the server meanwhile. */
type Boot = { readonly seconds: number; readonly cpu: number; readonly memory: number }

const bootOnce = async (server: Server, firmware: Firmware): Promise<Boot> => {
  const segment = openSegment('power', `${plan.server}/24`)
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  try {
    const { pid = 0 } = await server.start(segment, folder)
    const before = await cpuOf(pid)
    const begun = performance.now()
    const guest = startGuest({
      segment,
      folder,
      firmware,
      identity: {
        mac: '52:54:00:91:00:01',
        uuid: '4c4c4544-0042-3110-8052-b4c04f4d9101',
        vendor: 'Bench, Inc.',
        model: 'Model P',
        serial: 'BENCH001',
      },
      memoryMiB: firmware === 'bios' ? 256 : 512,
    })
    const seconds = () => (performance.now() - begun) / 1000
    while (!guest.serial().includes(marker)) {
      if (seconds() > patience) throw new Error(`${server.name}: no script within ${patience} s.`)
      await sleep(20)
    }
    const took = seconds()
    return { seconds: took, cpu: (await cpuOf(pid)) - before, memory: await memoryOf(pid) }
  } finally {
    await segment.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const boot = async (server: Server, firmware: Firmware): Promise<Boot> => {
  const each: Boot[] = []
  for (let round = 0; round < rounds; round += 1) each.push(await bootOnce(server, firmware))
  const all = each.map(({ seconds }) => seconds.toFixed(1)).join(' ')
  process.stderr.write(`  ${server.name}, ${firmware}: ${all} s\n`)
  return {
    seconds: median(each.map(({ seconds }) => seconds)),
    cpu: median(each.map(({ cpu }) => cpu)),
    memory: Math.max(...each.map(({ memory }) => memory)),
  }
}

const rowsOf = (name: string, mine: Boot, theirs: Boot): readonly Row[] =>
  (
    [
      ['seconds', '', 's'],
      ['cpu', ': CPU of the server', 's a boot'],
      ['memory', ': memory of the server', 'MiB'],
    ] as const
  ).map(([figure, suffix, unit]) => ({
    name: `${name}${suffix}`,
    value: mine[figure],
    unit,
    peer: dnsmasq.name,
    peerValue: theirs[figure],
    ratio: theirs[figure] / mine[figure],
  }))

/** Boots each firmware by each server in turn. Empty where guests, the peer or the rights are missing. */
export const run = async (): Promise<readonly Row[]> => {
  const missing = cablesMissing('/usr/sbin/dnsmasq', join(loaders, 'snponly.efi')) ?? guestMissing()
  if (missing !== undefined) {
    process.stderr.write(`  Power-on is not measured: ${missing}\n`)
    return []
  }
  const rows: Row[] = []
  for (const [firmware, name] of [
    ['bios', 'BIOS with iPXE in its ROM'],
    ['uefi', 'OVMF by PXEv4'],
  ] as const) {
    const mine = await boot(ours, firmware)
    rows.push(...rowsOf(`Power-on to tramp, ${name}`, mine, await boot(dnsmasq, firmware)))
  }
  return rows
}
