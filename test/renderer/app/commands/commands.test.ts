import { describe, expect, it } from 'vitest'
import { commandsAt } from '../../../../src/renderer/app/commands/all.ts'
import { goCommands } from '../../../../src/renderer/app/commands/go.ts'
import { hostCommands } from '../../../../src/renderer/app/commands/host.ts'
import { matchCommands } from '../../../../src/renderer/app/commands/match.ts'
import { labCommands, plugCommands } from '../../../../src/renderer/app/commands/lab.ts'
import type { Standing } from '../../../../src/renderer/app/commands/standing.ts'
import type { Actions } from '../../../../src/renderer/client/actions.tsx'
import type { TimeControls } from '../../../../src/renderer/client/time.ts'
import { english } from '../../../../src/renderer/strings/index.tsx'
import { newHost } from '../../../../src/shared/host/fold.ts'

const { strings } = english

const written = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

/** Answers every method by writing down what was asked. */
const listening = () => {
  const asked: string[] = []
  const target = new Proxy<object>(
    {},
    {
      get:
        (_target, name) =>
        (...args: readonly unknown[]) =>
          asked.push([name, ...args].map(written).join(' ')),
    },
  )
  return { asked, actions: target as Actions, time: target as TimeControls }
}

const standing = (change: Partial<Standing> = {}): Standing => ({
  hosts: ['esx-01', 'esx-02'],
  simulated: ['esx-01'],
  named: ['esx-01', 'esx-03'],
  images: ['esxi-8'],
  racks: 1,
  live: undefined,
  classroom: false,
  out: () => false,
  host: undefined,
  once: undefined,
  lessonRuns: false,
  seat: 'operator',
  ...change,
})

describe('commands for the chosen host', () => {
  const askedOf = (change: Parameters<typeof standing>[0]) => {
    const { asked, actions } = listening()
    // Where one leads to a form, nothing is asked of the lab yet.
    const commands = hostCommands(strings, actions, standing(change))
    for (const { id, run } of commands) if (id !== 'host-change') run()
    return asked
  }

  it('are none without a host', () => {
    expect(askedOf({})).toEqual([])
  })

  it('work power, pull what is in and put back what is out, on simulated hosts alone', () => {
    const host = { ...newHost('esx-01'), disk: 'out' as const }
    expect(askedOf({ host })).toEqual([
      'powerOn ["esx-01"]',
      'chooseNextBoot ["esx-01"] {"kind":"disk"}',
      'chooseNextBoot ["esx-01"] {"kind":"image","imageProfile":"esxi-8"}',
      'plugPart esx-01 uplink false',
      'plugPart esx-01 disk true',
      'edit {"kind":"removeHosts","hosts":["esx-01"]}',
    ])
  })

  it('wake a physical host, and choose or take back what a host boots next', () => {
    const host = { ...newHost('esx-02'), nextBoot: { kind: 'disk' as const } }
    expect(askedOf({ host })).toEqual([
      'wake ["esx-02"]',
      'chooseNextBoot ["esx-02"] {"kind":"disk"}',
      'chooseNextBoot ["esx-02"] {"kind":"image","imageProfile":"esxi-8"}',
      'takeBackNextBoot ["esx-02"]',
    ])
  })

  it('take a physical host that the lab names off its list', () => {
    const remove = 'edit {"kind":"removeHosts","hosts":["esx-03"]}'
    expect(askedOf({ host: newHost('esx-03') })).toContain(remove)
  })

  it('offer what vCenter does to a host it reaches, and leave maintenance mode where it is in it', () => {
    const host = { ...newHost('esx-02'), connection: 'connected' as const, maintenance: true }
    expect(askedOf({ host, images: [] }).slice(2)).toEqual([
      'remediate esx-02',
      'checkCompliance esx-02',
      'placeVm esx-02',
      'maintain esx-02 false',
      'disconnect esx-02',
    ])
  })
})

describe('Ctrl Z', () => {
  const pressed = (change: Partial<Standing>) => {
    const { asked, actions } = listening()
    const undo = labCommands(strings, actions, standing(change)).find(({ keys }) =>
      keys?.includes('Ctrl+z'),
    )
    undo?.run()
    return { label: undo?.label, asked }
  }

  it('undoes the last edit of the lab', () => {
    expect(pressed({})).toEqual({ label: 'Undo the last change of the lab', asked: ['undo'] })
  })

  it('takes back what was chosen for one boot, while that was the last that was done', () => {
    const once = { hosts: ['esx-01', 'esx-02'], choice: { kind: 'disk' } } as const
    expect(pressed({ once })).toEqual({
      label: 'Take back the choice for the next boot: esx-01 and 1 other',
      asked: ['takeBackNextBoot ["esx-01","esx-02"]'],
    })
  })
})

describe('plugs', () => {
  it('are pulled when in, and restored when out', () => {
    const { asked, actions } = listening()
    const out = (plug: string) => plug === 'waiter'
    for (const { run } of plugCommands(strings, actions, standing({ out }))) run()
    expect(asked).toContain('pull dhcp')
    expect(asked).toContain('restore waiter')
  })
})

describe('the palette', () => {
  const { asked, actions, time } = listening()
  const overlay = () => undefined
  const reach = {
    ...{ strings, actions, time },
    lessons: [{ id: 'outage', title: 'Outage' }],
    chooseScheme: overlay,
    overlays: { palette: overlay, shortcuts: overlay, reference: overlay },
  }
  const lab = standing({ host: newHost('esx-01'), lessonRuns: true, live: 'eth0' })
  const place = { page: 'bench' } as const
  const all = commandsAt(reach, lab, place)

  it('holds every command once, and gives each key to one of them', () => {
    for (const each of [all.map(({ id }) => id), all.flatMap(({ keys = [] }) => keys)])
      expect(each.filter((one, index) => each.indexOf(one) !== index)).toEqual([])
  })

  it('has words for each', () => {
    expect(all.filter(({ label }) => label.trim() === '')).toEqual([])
  })

  it('asks nothing of a recording but what it tells', () => {
    const quiet = commandsAt(reach, { ...lab, seat: 'recording' }, place)
    for (const { group, run } of quiet) if (['lab', 'plugs', 'host', 'time'].includes(group)) run()
    expect(asked).toEqual(['step 1', 'step -1', 'live'])
    expect(quiet.find(({ id }) => id === 'live')?.label).toBe('Go to the end of the recording')
  })

  it('asks nothing of a lab that is looked on at, and holds its picture', () => {
    asked.length = 0
    const quiet = commandsAt(reach, { ...lab, seat: 'onlooker' }, place)
    for (const { group, run } of quiet) if (['lab', 'plugs', 'host', 'time'].includes(group)) run()
    expect(asked).toEqual(['toggle', 'step 1', 'step -1', 'live'])
    expect(quiet.filter(({ id }) => id === 'serve' || id === 'import')).toEqual([])
  })
})

describe('matchCommands', () => {
  const first = (query: string): string | undefined => {
    const { actions } = listening()
    const place = { page: 'bench' } as const
    const all = [
      ...plugCommands(strings, actions, standing()),
      ...goCommands(strings, standing(), place),
    ]
    return matchCommands(all, query, strings.commands.alike)[0]?.id
  }

  it('finds a page by its name alone, before what else bears it', () => {
    expect(first('rules')).toBe('page-rules')
    expect(first('hosts')).toBe('page-hosts')
    expect(first('restore everything')).toBe('restore-all')
    expect(first('esx-02')).toBe('show-esx-02')
  })

  it('finds what somebody calls otherwise', () => {
    expect(first('pull waiter')).toBe('plug-waiter')
    expect(first('iso')).toBe('import')
    expect(first('history')).toBe('page-journal')
  })

  it('finds where work begins', () => {
    expect(first('new rule')).toBe('new-rule')
    expect(first('boot storm')).toBe('storm')
    expect(first('serve')).toBe('serve')
    expect(first('dhcp servers')).toBe('probe')
  })

  it('finds where something is looked through or taken along', () => {
    expect(first('versions of the lab')).toBe('versions')
    expect(first('export ps1')).toBe('export-rules')
    expect(first('csv hosts')).toBe('csv-hosts')
    expect(first('csv network')).toBe('csv-network')
  })
})
