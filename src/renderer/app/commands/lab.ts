import { componentIds, type PlugId } from '../../../shared/base/index.ts'
import type { Actions } from '../../client/actions.tsx'
import type { Strings } from '../../strings/index.tsx'
import { namedHosts } from '../../strings/named-hosts.ts'
import { goTo } from '../../place/route.ts'
import type { Command } from './command.ts'
import type { Standing } from './standing.ts'

/** Undoes what was done last: an edit of the document, or a choice for one boot, which is none. */
const undoCommand = (s: Strings, actions: Actions, { once }: Pick<Standing, 'once'>): Command => ({
  id: 'undo',
  group: 'lab',
  keys: ['Ctrl+z'],
  ...(once === undefined
    ? { label: s.commands.undo, run: actions.undo }
    : {
        label: s.nextBoot.takeBackOf(namedHosts(once.hosts, s)),
        run: () => actions.takeBackNextBoot(once.hosts),
      }),
})

/** The rack, what is served, and undo. */
export const labCommands = (s: Strings, actions: Actions, lab: Standing): Command[] => [
  {
    id: 'power-on-rack',
    group: 'lab',
    label: s.header.powerOnRacks(lab.racks),
    keys: ['p'],
    run: () => actions.powerOn(lab.simulated),
  },
  {
    id: 'power-off-rack',
    group: 'lab',
    label: s.header.powerOffRacks(lab.racks),
    run: () => actions.powerOff(lab.simulated),
  },
  {
    id: 'add-hosts',
    group: 'lab',
    label: s.hosts.add.title,
    run: () => goTo({ page: 'hosts', form: 'add' }),
  },
  {
    id: 'table-hosts',
    group: 'lab',
    label: s.hosts.table.title,
    run: () => goTo({ page: 'hosts', form: 'table' }),
  },
  ...(lab.live === undefined
    ? []
    : [
        {
          id: 'stop-serving',
          group: 'lab' as const,
          label: s.network.stop(lab.live),
          run: actions.stopServing,
        },
      ]),
  ...(lab.classroom
    ? [
        {
          id: 'close-classroom',
          group: 'lab' as const,
          label: s.network.classroom.close,
          run: actions.closeClassroom,
        },
      ]
    : []),
  undoCommand(s, actions, lab),
  {
    id: 'redo',
    group: 'lab',
    label: s.commands.redo,
    keys: ['Ctrl+Shift+z', 'Ctrl+y'],
    run: actions.redo,
  },
]

/** A plug in or out, whichever it is not. */
export const plugCommands = (s: Strings, actions: Actions, lab: Standing): Command[] => {
  const toggle = (plug: PlugId, keys: readonly string[]): Command => ({
    id: `plug-${plug}`,
    group: 'plugs',
    label: s.commands.toggle(s.plugs[plug]),
    keys,
    run: () => (lab.out(plug) ? actions.restore(plug) : actions.pull(plug)),
  })
  return [
    ...componentIds.map((id, index) => toggle(id, [String(index + 1)])),
    toggle('autoDeploy', ['a', '0']),
    {
      id: 'restore-all',
      group: 'plugs',
      label: s.commands.restoreAll,
      keys: ['r'],
      run: actions.restoreAll,
    },
  ]
}
