import { atSpeed, plugNames } from '../../shared/base/index.ts'
import { faultInWords, type FaultPlan } from '../../shared/faults/index.ts'
import { planEffects, planOutlook, planReach, type PlanEffect } from '../../shared/lab/index.ts'
import type { Recorded } from '../../shared/facts/index.ts'
import { restoreEverything } from '../api/index.ts'
import { parseFaultPlan } from '../faults/index.ts'
import { openStage, settle } from '../lessons/index.ts'
import { demoLab, readLabFile } from '../open-lab.ts'
import { speed } from './flags.ts'
import type { Output } from './output.ts'
import { inOwnLab } from './own-lab.ts'
import { readNamed } from './read-named.ts'
import type { Fill, Shell } from './shell.ts'

type Flags = { readonly file: string; readonly speed: number }

/** The text of a plan. `LabError` `document.unreadable` when the file cannot be read. */
export const planText = async (file: string): Promise<string> =>
  new TextDecoder().decode(await readNamed(file, 'document.unreadable'))

const announce = ({ title, faults }: FaultPlan, output: Output): void => {
  output.print(title)
  for (const fault of faults) output.print(`  ${faultInWords(fault)}`)
}

/** One line: what met the host, and how it stands now. */
const effectLine = ({ host, fired, view }: PlanEffect): string => {
  const met = [...fired].map(([id, count]) => `${id} x${String(count)}`).join(', ') || 'nothing'
  const { state, source, connection, bootedFromCache } = view
  const from = state === 'running' && source !== undefined ? ` from ${source}` : ''
  const flag = bootedFromCache ? ', flagged' : ''
  return `  ${host.padEnd(10)} met ${met}; ${state}${from}, vCenter: ${connection}${flag}`
}

/** The proofs of components that had faults: what an independent client did with them. */
const proofs = (facts: readonly Recorded[], after: number): readonly string[] =>
  facts.flatMap(({ seq, fact }) => {
    if (seq <= after) return []
    if (fact.type === 'plug.healed')
      return [`${plugNames[fact.component]}: ${fact.steps.join('; ')}`]
    return fact.type === 'plug.notHealed'
      ? [`${plugNames[fact.component]}: ${fact.reason.message}`]
      : []
  })

/** Boots a rack, lets a plan loose on its restart, tells what came of it, and heals the lab. */
const runPlan = async (text: string, { file, speed }: Flags, shell: Shell): Promise<void> => {
  const { output, clock } = shell
  await inOwnLab(shell, { ...(await readLabFile(file)), speed }, async (app) => {
    const document = app.documents.current()
    const stage = await openStage(app.journal, document, () => undefined)
    const simulated = document.hosts.filter(({ kind }) => kind === 'simulated')
    const hosts = simulated.map(({ id }) => id)
    const rest = () =>
      settle(
        stage,
        hosts,
        atSpeed(clock, () => speed),
        AbortSignal.timeout(600_000),
      )
    try {
      announce(app.faults.check(text), output)
      output.say('Booting the rack...')
      await app.hosts.powerOn(hosts)
      await rest()
      const { faults } = await app.faults.load(text)
      const before = planOutlook(stage.view(), document, faults, clock.now())
      output.print(`Before: ${planReach(before)}`)
      const since = app.journal.last()
      output.say('Rebooting it under the plan...')
      await app.hosts.reboot(hosts)
      await rest()
      output.print('After:')
      const facts = stage.facts().filter(({ seq }) => seq > since)
      for (const effect of planEffects(stage.view(), facts, hosts)) output.print(effectLine(effect))
      const healed = app.journal.last()
      await restoreEverything(app)
      await stage.caughtUp(AbortSignal.timeout(10_000))
      output.print('Restored:')
      for (const line of proofs(stage.facts(), healed)) output.print(`  ${line}`)
    } finally {
      stage.close()
    }
  })
}

/** `faults`: fault plans as files. */
export const faultsCommand: Fill = (faults, shell) => {
  faults
    .command('check')
    .description('read a plan and say what it does')
    .argument('<plan>', 'a YAML file')
    .action(async (plan: string) => announce(parseFaultPlan(await planText(plan)), shell.output))
  faults
    .command('run')
    .description('let a plan loose on a rack of its own, and tell what it did to each host')
    .argument('<plan>', 'a YAML file')
    .option('--file <yaml>', 'the lab to run it in', demoLab)
    .option('--speed <times>', 'how much faster than life', speed, 20)
    .action(async (plan: string, flags: Flags) => runPlan(await planText(plan), flags, shell))
}
