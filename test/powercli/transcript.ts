import { createDrivenLab } from './console-lab.ts'

/**
 * A console session as a person would copy it out of the window:
 *
 *     # What it shows
 *     # lab: demo
 *     PS> Get-DeployRule first      typed; `>> ` continues it
 *     ...                           what was shown
 *     !! pull rules                 something that happens in the lab meanwhile
 *     TAB> Get-Dep|                 a tab at the bar, and what it offers
 */
export type Transcript = { readonly head: readonly string[]; readonly steps: readonly Step[] }
type Step = { readonly kind: 'PS' | '!!' | 'TAB'; readonly text: string }

const kindOf = (line: string): Step | undefined => {
  if (line.startsWith('PS> ') || line === 'PS>') return { kind: 'PS', text: line.slice(4) }
  if (line.startsWith('!! ')) return { kind: '!!', text: line.slice(3) }
  return line.startsWith('TAB> ') ? { kind: 'TAB', text: line.slice(5) } : undefined
}

/** What was typed; what was shown is made again. */
export const readTranscript = (source: string): Transcript => {
  const lines = source.split('\n')
  const head = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  )
  const steps: Step[] = []
  for (const line of lines.slice(head.length)) {
    const step = kindOf(line)
    const last = steps.at(-1)
    if (step !== undefined) steps.push(step)
    else if (line.startsWith('>> ') && last !== undefined)
      steps[steps.length - 1] = { ...last, text: `${last.text}\n${line.slice(3)}` }
  }
  return { head, steps }
}

const typed = ({ kind, text }: Step): readonly string[] => {
  const mark = kind === '!!' ? '!! ' : `${kind}> `
  return text.split('\n').map((line, index) => `${index === 0 ? mark : '>> '}${line}`.trimEnd())
}

const completion = (offered: readonly string[]): readonly string[] =>
  offered.length === 0 ? ['(nothing)'] : offered

/** Runs the session in a lab of its own and writes it down again. */
export const replay = async ({ head, steps }: Transcript): Promise<string> => {
  const lab = await createDrivenLab(!head.includes('# lab: empty'))
  const lines: string[] = [...head]
  for (const step of steps) {
    lines.push(...typed(step))
    if (step.kind === '!!') await lab.drive(step.text)
    else if (step.kind === 'TAB') {
      const cursor = step.text.lastIndexOf('|')
      const text = step.text.slice(0, cursor) + step.text.slice(cursor + 1)
      lines.push(...completion(lab.console.complete(text, cursor).candidates))
    } else {
      const result = await lab.console.run(step.text)
      const shown = result.lines.map(({ stream, text }) => (stream === 'clear' ? '(clear)' : text))
      lines.push(...(result.incomplete ? ['(more)'] : shown).map((line) => line.trimEnd()))
    }
  }
  await lab.close()
  return `${lines.join('\n').trimEnd()}\n`
}
