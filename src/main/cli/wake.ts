import type { Command } from 'commander'
import { LabError } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Output } from './output.ts'
import { askLab, theLab } from './running-lab.ts'

/** The physical hosts of a rack. */
const inRack = ({ racks, hosts }: LabDocument, name: string): readonly string[] => {
  const rack = racks.find((each) => each.name === name)
  if (rack === undefined)
    throw new LabError('lab.not-found', `There is no rack "${name}".`, { rack: name })
  const physical = new Set(hosts.filter(({ kind }) => kind === 'physical').map(({ id }) => id))
  const found = rack.hosts.filter((id) => physical.has(id))
  if (found.length > 0) return found
  throw new LabError('hosts.wake-simulated', `No host of ${name} is a physical one.`, {
    rack: name,
  })
}

/** `hosts wake`: switches physical hosts on over the network. */
export const withWake = (hosts: Command, output: Output): void => {
  const command = hosts.command('wake')
  command
    .description('wake physical hosts on the served interface (wake on LAN)')
    .argument(...theLab)
    .argument('[hosts...]')
    .option('--rack <name>', 'all physical hosts of a rack')
    .action(async (at: URL, named: string[], { rack }: { readonly rack?: string }) => {
      if (named.length === 0 && rack === undefined) command.error('error: name hosts, or a rack')
      await askLab(at, async (lab) => {
        const { document, seq } = await lab.lab.state()
        const all = rack === undefined ? named : [...named, ...inRack(document, rack)]
        await lab.host.wake({ hosts: all })
        for (const { fact } of await lab.journal.read({ after: seq, types: ['host.wakeSent'] })) {
          if (fact.type !== 'host.wakeSent') continue
          output.print(`${fact.host}: magic packet to ${fact.mac} on ${fact.interface}`)
        }
      })
    })
}
