import { useCallback } from 'react'
import { componentIds, type PlugId } from '../../shared/base/index.ts'
import { pairState } from '../bench/plug-state.ts'
import { useActions, type Actions } from '../client/actions.tsx'
import { useLabStore } from '../client/react.tsx'
import type { LabSnapshot } from '../client/store.ts'
import { createTimeControls, type TimeControls } from '../client/time.ts'
import { isOn } from '../host/status.ts'
import { useStrings, type Strings } from '../strings/index.tsx'
import { colorSchemes, useColorScheme } from './color-scheme.ts'
import { useLessons } from './lessons.ts'
import { faultAndFileCommands, hostPartCommands, viewCommands } from './more-commands.ts'
import { focusPane } from './panes.ts'
import { choose, goTo, pages, whereAmI, type Place } from './route.ts'

export const commandGroups = ['lab', 'plugs', 'host', 'time', 'go', 'lesson', 'view'] as const
export type CommandGroup = (typeof commandGroups)[number]

/** Something a person can do, from the palette, by a key, or by a button that does the same. */
export type Command = {
  readonly id: string
  readonly group: CommandGroup
  readonly label: string
  /** Key presses that do it, as `chordOf` writes them. The palette shows the first. */
  readonly keys?: readonly string[]
  readonly run: () => void
}

export const speeds = [0.5, 1, 2, 5, 10, 20, 50] as const

type Lab = {
  readonly hosts: readonly string[]
  readonly simulated: readonly string[]
  /** The real interface that is served or observed. */
  readonly live: string | undefined
  readonly out: (plug: PlugId) => boolean
  readonly host:
    { readonly id: string; readonly on: boolean; readonly connected: boolean } | undefined
}

const labCommands = (s: Strings, actions: Actions, lab: Lab): Command[] => [
  {
    id: 'power-on-rack',
    group: 'lab',
    label: s.commands.powerOnRack,
    keys: ['p'],
    run: () => actions.powerOn(lab.simulated),
  },
  {
    id: 'power-off-rack',
    group: 'lab',
    label: s.commands.powerOffRack,
    run: () => actions.powerOff(lab.simulated),
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
  { id: 'undo', group: 'lab', label: s.commands.undo, keys: ['Ctrl+z'], run: actions.undo },
  {
    id: 'redo',
    group: 'lab',
    label: s.commands.redo,
    keys: ['Ctrl+Shift+z', 'Ctrl+y'],
    run: actions.redo,
  },
  ...speeds.map((speed) => ({
    id: `speed-${speed}`,
    group: 'lab' as const,
    label: s.commands.speed(speed),
    run: () => actions.edit({ kind: 'setSpeed', speed }),
  })),
]

const plugCommands = (s: Strings, actions: Actions, lab: Lab): Command[] => {
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

const hostCommands = (s: Strings, actions: Actions, { host }: Lab): Command[] => {
  if (host === undefined) return []
  const { id, on, connected } = host
  const label = (text: string): string => `${id}: ${text}`
  const command = (name: string, text: string, run: () => void): Command => ({
    id: `host-${name}`,
    group: 'host',
    label: label(text),
    run,
  })
  return [
    on
      ? command('power-off', s.inspector.powerOff, () => actions.powerOff([id]))
      : command('power-on', s.inspector.powerOn, () => actions.powerOn([id])),
    ...(on ? [command('reboot', s.inspector.reboot, () => actions.reboot([id]))] : []),
    ...(on && !connected
      ? [command('reconnect', s.inspector.reconnect, () => actions.reconnect(id))]
      : []),
    ...(connected
      ? [
          command('remediate', s.inspector.remediate, () => actions.remediate(id)),
          command('place-vm', s.inspector.placeVm, () => actions.placeVm(id)),
        ]
      : []),
  ]
}

/** The host `step` places after the chosen one. */
const chooseNext = (hosts: readonly string[], chosen: string | undefined, step: 1 | -1): void => {
  const place = chosen === undefined ? (step === 1 ? -1 : 0) : hosts.indexOf(chosen)
  const host = hosts[(place + step + hosts.length) % Math.max(1, hosts.length)]
  if (host !== undefined) choose({ host })
}

const goCommands = (s: Strings, { hosts }: Lab, place: Place): Command[] => [
  {
    id: 'next-host',
    group: 'go',
    label: s.commands.nextHost,
    keys: [']', 'j'],
    run: () => chooseNext(hosts, place.host, 1),
  },
  {
    id: 'previous-host',
    group: 'go',
    label: s.commands.previousHost,
    keys: ['[', 'k'],
    run: () => chooseNext(hosts, place.host, -1),
  },
  {
    id: 'choose-nothing',
    group: 'go',
    label: s.commands.clear,
    keys: ['Escape'],
    run: () => choose({}),
  },
  {
    id: 'show-all',
    group: 'go',
    label: s.commands.showAll,
    run: () => goTo({ ...whereAmI(), all: true }, true),
  },
  ...pages.map((page) => ({
    id: `page-${page}`,
    group: 'go' as const,
    label: s.commands.page(s.pages[page]),
    run: () => goTo({ page }),
  })),
  {
    id: 'import',
    group: 'go',
    label: `${s.images.importTitle}: ${s.pages.images}`,
    run: () => goTo({ page: 'images' }),
  },
  {
    id: 'open-recording',
    group: 'go',
    label: `${s.imports.openRecording} (${s.pages.journal})`,
    run: () => goTo({ page: 'journal' }),
  },
  ...hosts.map((host) => ({
    id: `show-${host}`,
    group: 'go' as const,
    label: s.commands.showHost(host),
    run: () => choose({ host }),
  })),
  ...componentIds.map((component) => ({
    id: `show-${component}`,
    group: 'go' as const,
    label: s.commands.showComponent(s.components[component]),
    run: () => choose({ component }),
  })),
]

/** Opens what floats above the page. */
export type Overlays = {
  readonly palette: () => void
  readonly shortcuts: () => void
  readonly reference: () => void
}

type Standing = NonNullable<LabSnapshot['lab']>

const labOf = ({ view, state }: Standing, place: Place): Lab => {
  const { hosts, components } = view
  const chosen = place.host === undefined ? undefined : hosts.get(place.host)
  return {
    hosts: [...hosts.keys()],
    live: state.level.kind === 'lab' ? undefined : state.level.interface,
    simulated: state.document.hosts.filter(({ kind }) => kind === 'simulated').map(({ id }) => id),
    out: (plug) =>
      plug === 'autoDeploy'
        ? ['out', 'part'].includes(pairState(components.rules.plug, components.waiter.plug))
        : components[plug].plug === 'out',
    host: chosen && {
      id: chosen.id,
      on: isOn(chosen),
      connected: chosen.connection === 'connected',
    },
  }
}

const timeCommands = (s: Strings, time: TimeControls): Command[] => [
  { id: 'pause', group: 'time', label: s.commands.pause, keys: [' '], run: time.toggle },
  { id: 'step', group: 'time', label: s.commands.step, keys: ['.'], run: () => time.step(1) },
  {
    id: 'step-back',
    group: 'time',
    label: s.commands.stepBack,
    keys: [','],
    run: () => time.step(-1),
  },
  { id: 'live', group: 'time', label: s.commands.live, keys: ['l'], run: time.live },
]

/**
 * Every command that makes sense at the moment it is called. Palette, keyboard and shortcut sheet ask
 * for this list when they need it: with many hosts it is too long to be made for each frame.
 */
export const useCommands = (overlays: Overlays): (() => readonly Command[]) => {
  const s = useStrings()
  const actions = useActions()
  const store = useLabStore()
  const { choose: chooseScheme } = useColorScheme()
  const lessons = useLessons()
  return useCallback(() => {
    const standing = store.snapshot().lab
    if (standing === undefined) return []
    const place = whereAmI()
    const lab = labOf(standing, place)
    const chosen = place.host === undefined ? undefined : standing.view.hosts.get(place.host)
    return [
      ...labCommands(s, actions, lab),
      ...plugCommands(s, actions, lab),
      ...hostCommands(s, actions, lab),
      ...(chosen === undefined
        ? []
        : hostPartCommands(s, actions, chosen, lab.simulated.includes(chosen.id))),
      ...timeCommands(s, createTimeControls(store)),
      ...faultAndFileCommands(s, actions, standing.view.lesson !== undefined),
      ...goCommands(s, lab, place),
      ...lessons.map(({ id, title }) => ({
        id: `lesson-${id}`,
        group: 'lesson' as const,
        label: s.commands.startLesson(title),
        run: () => actions.startLesson(id),
      })),
      ...viewCommands(s),
      ...colorSchemes.map((scheme) => ({
        id: `theme-${scheme}`,
        group: 'view' as const,
        label: s.commands.theme[scheme],
        run: () => chooseScheme(scheme),
      })),
      {
        id: 'next-pane',
        group: 'view',
        label: s.commands.nextPane,
        keys: ['F6'],
        run: () => focusPane(1),
      },
      {
        id: 'previous-pane',
        group: 'view',
        label: s.commands.previousPane,
        keys: ['Shift+F6'],
        run: () => focusPane(-1),
      },
      {
        id: 'reference',
        group: 'view',
        label: s.reference.open,
        keys: ['w'],
        run: overlays.reference,
      },
      {
        id: 'shortcuts',
        group: 'view',
        label: s.commands.openShortcuts,
        keys: ['?'],
        run: overlays.shortcuts,
      },
    ]
  }, [s, actions, store, chooseScheme, lessons, overlays])
}
