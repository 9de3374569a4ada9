/**
 * Runs suites of tests. How each test ended is an outcome `{ file, title, state, tries?, message? }`; its state is
 * `passed`, `failed`, `skipped`, or `broken` where a hook or the file itself failed, so that tests were not run.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'
import { bin, run } from './tools.mjs'

const reports = join(root, '.cache', 'reports')

/** Runs a tool that writes a report, and reads it. A tool that died without one has failed, whatever it ran. */
const reported = async (name, start, read) => {
  const file = join(reports, `${name}.json`)
  mkdirSync(reports, { recursive: true })
  rmSync(file, { force: true })
  const good = await start(file)
  const failed = (message) => ({ file: '', title: name, state: 'failed', message })
  let outcomes
  try {
    outcomes = read(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    return [failed(`There is no report of it: ${error.message}`)]
  }
  const told = good || outcomes.some(({ state }) => ['failed', 'broken'].includes(state))
  return told ? outcomes : [...outcomes, failed('Its runner says that it failed.')]
}

/** Runs a project of vitest, or some of its files, so many of them side by side. */
export const vitest =
  (project, workers, files = []) =>
  () =>
    reported(
      project,
      (file) =>
        run(
          [
            bin('vitest/vitest.mjs'),
            'run',
            `--project=${project}`,
            `--maxWorkers=${workers}`,
            '--reporter=default',
            '--reporter=./scripts/lib/vitest-outcomes.mjs',
            ...files,
          ],
          { env: { VITEST_OUTCOMES: file } },
        ),
      (outcomes) => outcomes,
    )

/**
 * The same with a second try, alone, for files that broke outside of their tests: vitest tries a test again, never
 * what opens its rig.
 */
export const vitestTwice = (project, workers) => async () => {
  const first = await vitest(project, workers)()
  const breaks = first.filter(({ state }) => state === 'broken')
  if (breaks.length === 0) return first
  const broken = new Set(breaks.map(({ file }) => file))
  const reasons = new Set(breaks.map(({ file, message }) => `  ${file}: ${message}\n`))
  process.stdout.write(`\nA second try of what broke:\n${[...reasons].join('')}`)
  const second = await vitest(project, 1, [...broken])()
  return [
    ...first.filter(({ file }) => !broken.has(file)),
    ...second.map((outcome) => ({ ...outcome, tries: (outcome.tries ?? 1) + 1 })),
  ]
}

const playwrightStates = {
  expected: 'passed',
  flaky: 'passed',
  unexpected: 'failed',
  skipped: 'skipped',
}

const playwrightOutcomes = (suite, above = []) => [
  ...(suite.specs ?? []).flatMap(({ file, title, tests }) =>
    tests.map(({ status, results }) => ({
      ...{ file, title: [...above, title].join(' > ') },
      ...{ state: playwrightStates[status], tries: results.length },
      message: results.findLast(({ error }) => error !== undefined)?.error.message,
    })),
  ),
  ...(suite.suites ?? []).flatMap((inner) => playwrightOutcomes(inner, [...above, inner.title])),
]

const allSpecs = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(allSpecs)]

/** Says what each page showed when its test failed: where the tests ran, nobody may be able to look later. */
const tellFailedPages = (report) => {
  for (const { title, tests } of allSpecs(report)) {
    const attachments = tests.flatMap(({ results }) => results.flatMap((each) => each.attachments))
    for (const { name, path } of attachments)
      if (name === 'error-context')
        process.stdout.write(`\nThe page when "${title}" failed:\n${readFileSync(path, 'utf8')}\n`)
  }
}

/** Runs the browser tests. */
export const playwright = () =>
  reported(
    'e2e',
    (file) =>
      run([bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], {
        env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      }),
    (report) => {
      tellFailedPages(report)
      return playwrightOutcomes(report)
    },
  )
