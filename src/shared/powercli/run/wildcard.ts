/** One step of a wildcard pattern. */
type Step =
  { readonly kind: 'one'; readonly accepts: (char: string) => boolean } | { readonly kind: 'any' }

const setStep = (inside: string): Step => {
  const accepts = (char: string): boolean => {
    for (let at = 0; at < inside.length; at += 1) {
      const from = inside[at] ?? ''
      const to = inside[at + 1] === '-' ? inside[at + 2] : undefined
      if (to === undefined ? char === from : from <= char && char <= to) return true
      if (to !== undefined) at += 2
    }
    return false
  }
  return { kind: 'one', accepts }
}

const stepsOf = (pattern: string): readonly Step[] => {
  const steps: Step[] = []
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? ''
    const close = char === '[' ? pattern.indexOf(']', at + 2) : -1
    if (char === '*') steps.push({ kind: 'any' })
    else if (char === '?') steps.push({ kind: 'one', accepts: () => true })
    else if (close > 0) {
      steps.push(setStep(pattern.slice(at + 1, close)))
      at = close
    } else {
      const literal = char === '`' ? (pattern[(at += 1)] ?? '`') : char
      steps.push({ kind: 'one', accepts: (other) => other === literal })
    }
  }
  return steps
}

/** Two fingers: on a mismatch the last `*` takes one character more. Never worse than n times m. */
const walk = (steps: readonly Step[], text: string): boolean => {
  let step = 0
  let at = 0
  let star = -1
  let mark = 0
  while (at < text.length) {
    const here = steps[step]
    if (here?.kind === 'any') {
      star = step
      mark = at
      step += 1
    } else if (here?.kind === 'one' && here.accepts(text[at] ?? '')) {
      step += 1
      at += 1
    } else if (star >= 0) {
      step = star + 1
      mark += 1
      at = mark
    } else return false
  }
  return steps.slice(step).every(({ kind }) => kind === 'any')
}

export const hasWildcard = (text: string): boolean => /[*?[]/.test(text)

/** A test for names: `*`, `?`, `[a-c]`, backtick before one of them. Case counts only when asked. */
export const wildcard = (pattern: string, caseSensitive = false): ((text: string) => boolean) => {
  const fold = (text: string): string => (caseSensitive ? text : text.toLowerCase())
  const steps = stepsOf(fold(pattern))
  return (text) => walk(steps, fold(text))
}

/** A test for names that fit any of the patterns; without one, all do. */
export const anyOf = (patterns: readonly string[]): ((text: string) => boolean) => {
  const tests = patterns.map((each) => wildcard(each))
  return (text) => tests.length === 0 || tests.some((fits) => fits(text))
}
