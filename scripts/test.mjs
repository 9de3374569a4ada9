/**
 * `npm test`: everything, cheapest first. Ends with one line, `N passed, N failed, N skipped`.
 * `npm test -- unit` runs the stages named.
 */
import { availableParallelism } from 'node:os'
import { stripVTControlCharacters } from 'node:util'
import { keepTidy } from './lib/keep.mjs'
import { build, endWithNpm, installPackages } from './lib/setup.mjs'
import { playwright, vitest, vitestTwice } from './lib/suites.mjs'
import { installSystemPackages } from './lib/system-packages.mjs'
import { bin, run } from './lib/tools.mjs'

const cores = availableParallelism()

const isFailure = ({ state }) => state === 'failed' || state === 'broken'

/** A tool as one test. */
const check = (title, args) => async (say) => [
  { title, state: (await run(args, { say })) ? 'passed' : 'failed', message: 'See above.' },
]

/** They look at the sources alone, most with one thread: as many at a time as there are cores. */
const checks = {
  format: check('format', [
    bin('prettier/bin/prettier.cjs'),
    ...['--check', '--log-level', 'warn', '.'],
  ]),
  lint: check('lint', [bin('oxlint/bin/oxlint'), '--type-aware']),
  types: check('types', [bin('typescript/bin/tsc'), '--build']),
  dead: check('dead', [bin('knip/bin/knip.js')]),
}

/** Files of tests with labs at a time. They wait more than they work. */
const labs = 3
/** Files of tests with real clients at a time: what waits there is firmware, a lossy cable, a slow reader. */
const clients = 3

/** They run one after another, each on all cores. */
const suites = {
  unit: vitest('unit', cores),
  build: async () => {
    build()
    return [{ title: 'build', state: 'passed' }]
  },
  property: vitest('property', cores),
  integration: vitest('integration', labs),
  interop: vitestTwice('interop', clients),
  e2e: playwright,
}
const stages = { ...checks, ...suites }

/** What may skip even in CI: another system's calls, and the desktop binary. */
const mayBeMissing = /electron|windows|macos/i

const asked = process.argv.slice(2)
if (asked.includes('--help') || asked.includes('-h')) {
  process.stdout.write(
    `npm test -- [${Object.keys(stages).join('] [')}]\nWithout a stage: all of them.\n`,
  )
  process.exit(0)
}
const unknown = asked.filter((name) => !(name in stages))
if (unknown.length > 0) {
  process.stderr.write(
    `No such stage: ${unknown.join(', ')}. Stages: ${Object.keys(stages).join(', ')}\n`,
  )
  process.exit(2)
}

installPackages()
installSystemPackages()
keepTidy()
// The keeper ends what runs then.
endWithNpm(() => process.exit(143))

/** Every test so far, and how it ended. */
const outcomes = []

const timed = async (name, work) => {
  const started = performance.now()
  const ended = await work()
  outcomes.push(...ended)
  const seconds = Math.round((performance.now() - started) / 1000)
  return `== ${name}: ${ended.some(isFailure) ? 'FAILED' : 'passed'} in ${seconds} s\n`
}

/** Runs checks side by side; what one of them said comes in one piece when it has ended. */
const runChecks = async (names) => {
  const left = names.values()
  const lane = async () => {
    for (const name of left) {
      const said = []
      const result = await timed(name, () => checks[name]((chunk) => said.push(chunk)))
      process.stdout.write(`\n== ${name}\n${said.join('')}${result}`)
    }
  }
  await Promise.all(Array.from({ length: cores }, lane))
}

const chosen = asked.length > 0 ? asked : Object.keys(stages)
await runChecks(chosen.filter((name) => name in checks))
for (const name of chosen.filter((name) => name in suites)) {
  process.stdout.write(`\n== ${name}\n`)
  process.stdout.write(await timed(name, suites[name]))
}

const strict = process.env.CI === 'true' && process.platform === 'linux' && process.getuid?.() === 0
const failed = outcomes.filter(isFailure)
const skipped = outcomes.filter(({ state }) => state === 'skipped')
const forbidden = strict ? skipped.filter(({ title }) => !mayBeMissing.test(title)) : []

/** The first lines of why a test failed, set in. */
const why = ({ message = '' }) =>
  stripVTControlCharacters(message)
    .split('\n')
    .slice(0, 8)
    .map((line) => `    ${line}\n`)
    .join('')

for (const { title } of skipped) process.stdout.write(`skipped: ${title}\n`)
for (const { title } of forbidden) process.stdout.write(`must not skip here: ${title}\n`)
for (const { title } of outcomes.filter(({ state, tries = 1 }) => state === 'passed' && tries > 1))
  process.stdout.write(`tried twice: ${title}\n`)
for (const outcome of failed) process.stdout.write(`failed: ${outcome.title}\n${why(outcome)}`)

const passed = outcomes.length - failed.length - skipped.length
const failures = failed.length + forbidden.length
process.stdout.write(`\n${passed} passed, ${failures} failed, ${skipped.length} skipped\n`)
process.exit(failures === 0 ? 0 : 1)
