import { describe, expect, it } from 'vitest'
import {
  faultAndFileCommands,
  hostPartCommands,
  viewCommands,
} from '../../../src/renderer/app/more-commands.ts'
import type { Actions } from '../../../src/renderer/client/actions.tsx'
import { english } from '../../../src/renderer/strings/index.tsx'
import { newHost } from '../../../src/shared/host/fold.ts'

const { strings } = english

/** Actions that write down what they were asked. */
const listening = () => {
  const asked: string[] = []
  const actions = new Proxy<Partial<Actions>>(
    {},
    {
      get:
        (_target, name) =>
        (...args: readonly unknown[]) =>
          asked.push([name, ...args].join(' ')),
    },
  ) as Actions
  return { asked, actions }
}

describe('commands for the chosen host', () => {
  it('pull what is in and put back what is out, on simulated hosts alone', () => {
    const { asked, actions } = listening()
    const host = { ...newHost('esx-01'), disk: 'out' as const }
    for (const { run } of hostPartCommands(strings, actions, host, true)) run()
    expect(asked).toEqual(['plugPart esx-01 uplink false', 'plugPart esx-01 disk true'])
    expect(hostPartCommands(strings, actions, host, false)).toEqual([])
  })

  it('leave maintenance mode where the host is in it', () => {
    const { asked, actions } = listening()
    const host = { ...newHost('esx-01'), connection: 'connected' as const, maintenance: true }
    for (const { run } of hostPartCommands(strings, actions, host, false)) run()
    expect(asked).toEqual(['maintain esx-01 false', 'disconnect esx-01'])
  })
})

describe('the palette', () => {
  it('holds every button that stands elsewhere, each once', () => {
    const { asked, actions } = listening()
    const commands = [...faultAndFileCommands(strings, actions, true), ...viewCommands(strings)]
    const ids = commands.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { run } of faultAndFileCommands(strings, actions, true)) run()
    expect(asked).toEqual([
      'holdAll true',
      'holdAll false',
      'stepFault',
      'saveCapture',
      'savePlan',
      'saveMarks',
      'stopLesson',
    ])
  })
})
