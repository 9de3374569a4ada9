import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { linesOf, words, type Machine } from './cables.ts'

/** Where a foreign DHCP server stands. */
type Post = {
  readonly machine: Pick<Machine, 'spawn'>
  readonly port: string
  readonly subnet: string
  /** For what it writes. */
  readonly folder: string
}

type Pool = { readonly first: string; readonly last: string }

/** DHCP servers of others that give addresses and nothing to boot; each starts, and resolves once it serves. */
export const foreigners = {
  async dnsmasq({ machine, port, folder }: Post, { first, last }: Pool) {
    const child = machine.spawn(
      'dnsmasq',
      words(
        `--keep-in-foreground --conf-file=/dev/null --port=0 --interface=${port} --dhcp-range=${first},${last},1h --dhcp-leasefile=${join(folder, 'leases')} --log-facility=- --no-ping --user=root`,
      ),
    )
    await new Promise<void>((resolve) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        if (chunk.includes('DHCP, ')) resolve()
      })
    })
  },

  /** Without a pool it knows one host alone, by its reservation. */
  async kea({ machine, port, subnet, folder }: Post, pool?: Pool) {
    const config = join(folder, 'kea.json')
    const run = join(folder, 'run')
    mkdirSync(run)
    const dhcp4 = {
      'interfaces-config': { interfaces: [port] },
      'lease-database': { type: 'memfile', name: join(folder, 'leases') },
      subnet4: [
        {
          subnet,
          pools: pool === undefined ? [] : [{ pool: `${pool.first} - ${pool.last}` }],
          reservations: [{ 'hw-address': '52:54:00:ff:ff:fe', hostname: 'known' }],
        },
      ],
      loggers: [
        {
          name: 'kea-dhcp4',
          severity: 'INFO',
          output_options: [{ output: 'stdout', flush: true }],
        },
      ],
    }
    writeFileSync(config, JSON.stringify({ Dhcp4: dhcp4 }))
    const child = machine.spawn(
      'env',
      words(`KEA_PIDFILE_DIR=${run} KEA_LOCKFILE_DIR=${run} kea-dhcp4 -c ${config}`),
    )
    await linesOf(child).until((line) => (line.includes('DHCP4_STARTED') ? line : undefined))
  },
}
