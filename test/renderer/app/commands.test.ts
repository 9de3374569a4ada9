import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/renderer/app/commands.ts'
import { matchCommands } from '../../../src/renderer/app/match-commands.ts'
import { commandFor } from '../../../src/renderer/app/use-keyboard.ts'

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
const labels = (query: string) => matchCommands(commands, query).map(({ label }) => label)

describe('matchCommands', () => {
  it('finds commands that hold every word, in any order and case', () => {
    expect(labels('WAITER show')).toEqual(['Show Waiter'])
    expect(labels('nothing like it')).toEqual([])
  })

  it('puts those whose words begin with the query first', () => {
    expect(labels('re')[0]).toBe('esx-02: Reboot')
    expect(labels('show')[0]).toBe('Show Waiter')
  })

  it('offers everything before a word is typed', () => {
    expect(labels(' ')).toHaveLength(4)
  })
})

describe('commandFor', () => {
  it('finds a command by its key, whether Shift is held or not', () => {
    expect(commandFor(commands, 'P')?.label).toBe('Power on rack')
    expect(commandFor(commands, '4')?.label).toBe('Unplug or plug in: Waiter')
    expect(commandFor(commands, 'x')).toBeUndefined()
  })
})
