import { describe, expect, it } from 'vitest'
import {
  emptyLine,
  insert,
  press,
  replace,
  sharedStart,
  type Line,
} from '../../../src/renderer/rules/console/line-editor.ts'

/** Presses keys, `^` before a key for Ctrl. */
const after = (line: Line, ...keys: readonly string[]): Line =>
  keys.reduce((before, name) => {
    const ctrl = name.startsWith('^')
    const pressed = press(before, { key: ctrl ? name.slice(1) : name, ctrl, shift: false })
    return pressed.kind === 'edit' ? pressed.line : before
  }, line)

const typed = (text: string, history: readonly string[] = []): Line =>
  insert(emptyLine(history), text)

/** The line with its cursor as a bar. */
const shown = ({ text, cursor }: Line): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`

describe('press', () => {
  it.each([
    ['ab', ['ArrowLeft'], 'a|b'],
    ['ab', ['Home', 'ArrowLeft'], '|ab'],
    ['ab', ['^a', '^e', 'ArrowRight'], 'ab|'],
    ['ab', ['Backspace'], 'a|'],
    ['ab', ['Home', 'Backspace'], '|ab'],
    ['ab', ['Home', 'Delete'], '|b'],
    ['Get-VMHost esx-01', ['^ArrowLeft'], 'Get-VMHost |esx-01'],
    ['Get-VMHost esx-01', ['Home', '^ArrowRight'], 'Get-VMHost| esx-01'],
    ['Get-VMHost esx-01', ['^w'], 'Get-VMHost |'],
    ['Get-VMHost esx-01', ['^ArrowLeft', '^u'], '|esx-01'],
    ['Get-VMHost esx-01', ['^ArrowLeft', '^k'], 'Get-VMHost |'],
  ])('makes of %s by %s: %s', (text, keys, result) => {
    expect(shown(after(typed(text), ...keys))).toBe(result)
  })

  it('walks the history and comes back to the line of one’s own', () => {
    const line = typed('own', ['first', 'second'])
    expect(after(line, 'ArrowUp').text).toBe('second')
    expect(after(line, 'ArrowUp', 'ArrowUp', 'ArrowUp').text).toBe('first')
    expect(after(line, 'ArrowUp', 'ArrowDown').text).toBe('own')
    expect(after(line, 'ArrowDown').text).toBe('own')
  })

  it.each([
    ['Enter', false, 'run'],
    ['Tab', false, 'complete'],
    ['c', true, 'cancel'],
    ['l', true, 'clear'],
    ['Escape', false, 'leave'],
  ])('wishes by %s (Ctrl: %s) to %s', (key, ctrl, wish) => {
    expect(press(emptyLine(), { key, ctrl, shift: false })).toEqual({ kind: 'wish', wish })
  })

  it('leaves letters, unknown keys and Shift Tab to others', () => {
    for (const key of ['a', 'F5', 'constructor'])
      expect(press(emptyLine(), { key, ctrl: false, shift: false }).kind).toBe('other')
    expect(press(emptyLine(), { key: 'Tab', ctrl: false, shift: true }).kind).toBe('other')
  })
})

describe('replace', () => {
  it('puts the cursor behind what it put in', () => {
    expect(shown(replace(typed('Get-Dep x'), 0, 7, 'Get-DeployRule'))).toBe('Get-DeployRule| x')
  })
})

describe('sharedStart', () => {
  it.each([
    [['Get-DeployRule', 'Get-DeployRuleSet'], 'Get-DeployRule'],
    [['Get-VMHost', 'get-vmhostprofile'], 'Get-VMHost'],
    [['a', 'b'], ''],
    [[], ''],
  ])('of %j is %j', (candidates, start) => {
    expect(sharedStart(candidates)).toBe(start)
  })
})
