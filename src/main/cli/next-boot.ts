import type { Command } from 'commander'
import type { NextBootChoice } from '../../shared/facts/index.ts'
import { hostsOfGroup, withGroupFlags, type GroupFlags } from './host-group.ts'
import type { Output } from './output.ts'
import { askLabAt, withLabPlace, type LabPlace, type RunningLab } from './running-lab.ts'

/** Undefined for what is as usual. */
const choiceOf = (text: string): NextBootChoice | undefined => {
  if (text === 'clear') return undefined
  return text === 'disk' ? { kind: 'disk' } : { kind: 'image', imageProfile: text }
}

const told = (host: string, choice: NextBootChoice | undefined): string => {
  if (choice === undefined) return `${host} boots as usual.`
  const what = choice.kind === 'disk' ? 'from its own disk' : choice.imageProfile
  return `${host} boots ${what} the next time it asks the network, and as usual after that.`
}

const choose = async (
  { host }: RunningLab,
  hosts: string[],
  choice: NextBootChoice | undefined,
): Promise<void> => {
  if (choice === undefined) await host.takeBackNextBoot({ hosts })
  else await host.chooseNextBoot({ hosts, choice })
}

/** `hosts next-boot`: what hosts of a running lab boot the next time only. */
export const withNextBoot = (hosts: Command, output: Output): void => {
  const command = withLabPlace(hosts.command('next-boot'))
  withGroupFlags(command, 'all hosts')
    .description('what hosts boot the next time only; rules and associations stay as they are')
    .usage('[options] [hosts...] <choice>')
    .argument(
      '<hosts and choice...>',
      'hosts, and at last what they boot: `disk`, the name of an image profile, or `clear` to take it back',
    )
    .action(async (words: string[], flags: LabPlace & GroupFlags) => {
      const [named, choice] = [words.slice(0, -1), choiceOf(words.at(-1) ?? '')]
      await askLabAt(flags, async (lab) => {
        const all = [...new Set([...named, ...(await hostsOfGroup(lab, flags))])]
        if (all.length === 0) command.error('error: name hosts, a rack or a cluster that has some')
        await choose(lab, all, choice)
        for (const host of all) output.print(told(host, choice))
      })
    })
}
