import { assertNever } from '../base/index.ts'
import type { Recorded } from '../facts/index.ts'
import type { LessonEvent, LessonOutcome, LessonResult } from './result.ts'

/** How an account is written: `colour` adds terminal colours, never meaning. */
export type AccountStyle = { readonly colour: boolean; readonly startedAt: number }

const codes = { bold: 1, dim: 2, red: 31, green: 32 } as const

const paint = (style: AccountStyle, tone: keyof typeof codes, text: string): string =>
  style.colour ? `\u001B[${codes[tone]}m${text}\u001B[0m` : text

/** Seconds of real time since the lesson started, right-aligned. */
const time = (style: AccountStyle, at: number): string =>
  `${((at - style.startedAt) / 1000).toFixed(1).padStart(7)} s`

const outcomes: Readonly<Record<LessonOutcome, string>> = {
  met: 'Every expectation was met.',
  missed: 'Not every expectation was met.',
  stopped: 'The lesson was stopped.',
  broken: 'The lesson could not go on.',
}

type Check = Extract<LessonEvent, { kind: 'check' }>

const checkLine = (style: AccountStyle, { at, met, that, found, evidence }: Check): string => {
  const mark = met ? paint(style, 'green', '✓') : paint(style, 'red', '✗ not met:')
  const facts = evidence.length === 0 ? '' : ` (facts ${evidence.join(', ')})`
  const detail = met ? '' : `\n              found: ${found}`
  return `${time(style, at)}   ${mark} ${that}${paint(style, 'dim', facts)}${detail}`
}

const solutionLine = (
  style: AccountStyle,
  { at, answer, right, solution, why }: Extract<LessonEvent, { kind: 'solution' }>,
): string => {
  const verdict = answer === undefined ? '' : `${answer}: ${right === true ? 'right' : 'wrong'}. `
  return `${time(style, at)}   ! ${verdict}${solution}. ${why.trim()}`
}

const endLines = (style: AccountStyle, event: Extract<LessonEvent, { kind: 'ended' }>): string =>
  [
    '',
    `${time(style, event.at)}  ${paint(style, 'bold', outcomes[event.outcome])} ${event.met} met, ${event.missed} missed.`,
    ...(event.notReached.length === 0
      ? []
      : [`           Not reached: ${event.notReached.join(', ')}.`]),
    ...(event.debrief === '' ? [] : ['', event.debrief.trim()]),
  ].join('\n')

/** One event of a lesson as lines of plain text. */
export const renderEvent = (event: LessonEvent, style: AccountStyle): string => {
  switch (event.kind) {
    case 'started': {
      const variant = event.variant === undefined ? '' : ` (${event.variant})`
      const title = paint(style, 'bold', `${event.title}${variant}`)
      return `${title}\n${event.goal.trim()}\nThe lab runs at speed ${event.speed}; times are real seconds since the start.`
    }
    case 'step':
      return `\n${time(style, event.at)}  ${paint(style, 'bold', event.text.trim())}`
    case 'action':
      return `${time(style, event.at)}   > ${event.text}`
    case 'question':
      return [
        `${time(style, event.at)}   ? ${event.question}`,
        ...event.options.map(({ id, text }) => `                ${id}: ${text}`),
      ].join('\n')
    case 'solution':
      return solutionLine(style, event)
    case 'fact':
      return `${time(style, event.at)}     ${event.text}`
    case 'check':
      return checkLine(style, event)
    case 'ended':
      return endLines(style, event)
    default:
      return assertNever(event)
  }
}

/** A lesson as data: its result without the story, and every fact of it. */
export const lessonAsJson = (result: LessonResult, facts: readonly Recorded[]): unknown => {
  const { events, ...rest } = result
  return { ...rest, checks: events.filter((event) => event.kind === 'check'), facts }
}
