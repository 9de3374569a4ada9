import type { Command } from 'commander'
import { LabError } from '../../shared/base/index.ts'
import { hostsOfGroup, withGroupFlags, type GroupFlags } from './host-group.ts'
import type { Output } from './output.ts'
import { askLabAt, withLabPlace, type LabPlace, type RunningLab } from './running-lab.ts'

/** The physical hosts of a group. */
const physicalOf = async (lab: RunningLab, flags: GroupFlags): Promise<readonly string[]> => {
  const { document } = await lab.lab.state()
  const simulated = new Set(
    document.hosts.filter(({ kind }) => kind === 'simulated').map(({ id }) => id),
  )
  const found = (await hostsOfGroup(lab, flags)).filter((id) => !simulated.has(id))
  if (found.length > 0) return found
  const group = [flags.rack, flags.cluster].filter((name) => name !== undefined).join(', ')
  throw new LabError('hosts.wake-simulated', `No host of ${group} is a physical one.`, { group })
}

/** `hosts wake`: switches physical hosts on over the network. */
export const withWake = (hosts: Command, output: Output): void => {
  const command = withLabPlace(hosts.command('wake'))
  withGroupFlags(command, 'all physical hosts')
    .description('wake physical hosts on the served interface (wake on LAN)')
    .argument('[hosts...]', 'by id')
    .action(async (named: string[], flags: LabPlace & GroupFlags) => {
      const isGroup = flags.rack !== undefined || flags.cluster !== undefined
      if (named.length === 0 && !isGroup) command.error('error: name hosts, a rack or a cluster')
      await askLabAt(flags, async (lab) => {
        const { seq } = await lab.lab.state()
        const all = isGroup ? [...named, ...(await physicalOf(lab, flags))] : named
        await lab.host.wake({ hosts: all })
        for (const { fact } of await lab.journal.read({ after: seq, types: ['host.wakeSent'] })) {
          if (fact.type !== 'host.wakeSent') continue
          output.print(`${fact.host}: magic packet to ${fact.mac} on ${fact.interface}`)
        }
      })
    })
}
