import type { Command } from 'commander'
import type { NextBootChoice } from '../../shared/facts/index.ts'
import type { Output } from './output.ts'
import { askLab, theLab } from './running-lab.ts'

const choiceOf = (text: string): NextBootChoice =>
  text === 'disk' ? { kind: 'disk' } : { kind: 'image', imageProfile: text }

const told = (host: string, choice: NextBootChoice): string =>
  choice.kind === 'disk'
    ? `${host} boots from its own disk the next time it asks the network, and as usual after that.`
    : `${host} boots ${choice.imageProfile} the next time it asks the network, and as usual after that.`

/** `hosts next-boot`: what a host of a running lab boots the next time only. */
export const withNextBoot = (hosts: Command, output: Output): void => {
  hosts
    .command('next-boot')
    .description('what a host boots the next time only; rules and associations stay as they are')
    .argument(...theLab)
    .argument('<host>')
    .argument('<choice>', '`disk`, the name of an image profile, or `clear` to take it back')
    .action(async (at: URL, host: string, text: string) => {
      if (text === 'clear') {
        await askLab(at, (lab) => lab.host.takeBackNextBoot({ hosts: [host] }))
        output.print(`${host} boots as usual.`)
        return
      }
      const choice = choiceOf(text)
      await askLab(at, (lab) => lab.host.chooseNextBoot({ hosts: [host], choice }))
      output.print(told(host, choice))
    })
}
