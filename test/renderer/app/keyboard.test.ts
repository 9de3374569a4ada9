import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/renderer/app/commands/command.ts'
import { matchCommands } from '../../../src/renderer/app/commands/match.ts'
import { nextInRound } from '../../../src/renderer/app/panes.ts'
import { chordOf, commandFor } from '../../../src/renderer/app/use-keyboard.ts'

const command = (label: string, keys?: readonly string[]): Command => ({
  id: label,
  group: 'lab',
  label,
  run: () => undefined,
  ...(keys !== undefined && { keys }),
})

const commands = [
  command('Unplug or plug in: Waiter', ['4']),
  command('esx-02: Reboot'),
  command('Show Waiter'),
  command('Power on rack', ['p']),
]
const alike = ['reboot, restart', 'power on, start']
const labels = (query: string) => matchCommands(commands, query, alike).map(({ label }) => label)

describe('matchCommands', () => {
  it('finds commands that hold every word, in any order and case', () => {
    expect(labels('WAITER show')).toEqual(['Show Waiter'])
    expect(labels('nothing like it')).toEqual([])
  })

  it('puts those whose words begin with the query first', () => {
    expect(labels('re')[0]).toBe('esx-02: Reboot')
    expect(labels('show')[0]).toBe('Show Waiter')
  })

  it('finds what is called otherwise, behind what is called so', () => {
    expect(labels('restart esx-02')).toEqual(['esx-02: Reboot'])
    expect(labels('start')).toEqual(['Power on rack'])
    expect(labels('sta nothing')).toEqual([])
    expect(labels('st')).toEqual([])
  })

  it('offers everything before a word is typed', () => {
    expect(labels(' ')).toHaveLength(4)
  })
})

describe('commandFor', () => {
  const press = (key: string, held: { ctrlKey?: boolean; shiftKey?: boolean } = {}) =>
    chordOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...held })

  it('finds a command by its key, whether Shift is held or not', () => {
    expect(commandFor(commands, press('P', { shiftKey: true }))?.label).toBe('Power on rack')
    expect(commandFor(commands, press('p'))?.label).toBe('Power on rack')
    expect(commandFor(commands, press('4'))?.label).toBe('Unplug or plug in: Waiter')
    expect(commandFor(commands, press('x'))).toBeUndefined()
  })

  it('tells a press with Ctrl, and a function key with Shift, from the key alone', () => {
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+z')
    expect(press('F6', { shiftKey: true })).toBe('Shift+F6')
    expect(press('?', { shiftKey: true })).toBe('?')
    expect(commandFor(commands, press('p', { ctrlKey: true }))).toBeUndefined()
  })
})

describe('nextInRound', () => {
  it('goes round both ways, and from nowhere begins at an end', () => {
    expect(nextInRound(2, 3, 1)).toBe(0)
    expect(nextInRound(0, 3, -1)).toBe(2)
    expect(nextInRound(-1, 3, 1)).toBe(0)
    expect(nextInRound(-1, 3, -1)).toBe(2)
  })
})
