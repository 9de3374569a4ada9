/**
 * `npm test`: everything, cheapest first. Ends with one line, `N passed, N failed, N skipped`.
 * `npm test -- unit` runs the stages named.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { build, installPackages, node24, root } from './lib/setup.mjs'
import { installSystemPackages } from './lib/system-packages.mjs'

const reports = join(root, '.cache', 'reports')
const bin = (path) => join(root, 'node_modules', path)

/**
 * Runs one of our tools under Node 24; true when it ended well. What it says is passed on as it comes, or
 * goes to `say`, where tools run side by side.
 */
const run = (args, { env = {}, say } = {}) =>
  new Promise((resolve) => {
    const child = spawn(node24(), args, {
      cwd: root,
      stdio: say === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: `${bin('.bin')}:${process.env.PATH}`, ...env },
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', say)
    child.on('close', (code) => resolve(code === 0))
  })

const check = (args) => async (say) => {
  const good = await run(args, { say })
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: [] }
}

/** Reads a report; a runner that died without one is a failure. */
const counted = (file, good, read) => {
  try {
    const result = read(JSON.parse(readFileSync(file, 'utf8')))
    return { ...result, failed: Math.max(result.failed, good ? 0 : 1) }
  } catch {
    return { passed: 0, failed: 1, skipped: [] }
  }
}

/** Runs a project of vitest, so many of its files side by side. */
const vitest = (project, workers) => async () => {
  const file = join(reports, `${project}.json`)
  const good = await run([
    bin('vitest/vitest.mjs'),
    'run',
    `--project=${project}`,
    `--maxWorkers=${workers}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  return counted(file, good, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.testResults
      .flatMap((result) => result.assertionResults)
      .filter((test) => ['pending', 'skipped', 'todo'].includes(test.status))
      .map((test) => test.fullName),
  }))
}

const playwright = async () => {
  const file = join(reports, 'e2e.json')
  const good = await run([bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  })
  const skippedIn = (suite, above = '') => [
    ...suite.specs
      .filter((spec) => spec.tests.every((test) => test.status === 'skipped'))
      .map((spec) => `${above}${suite.title} ${spec.title}`),
    ...(suite.suites ?? []).flatMap((inner) => skippedIn(inner, `${above}${suite.title} `)),
  ]
  return counted(file, good, (report) => ({
    passed: report.stats.expected + report.stats.flaky,
    failed: report.stats.unexpected,
    skipped: report.suites.flatMap((suite) => skippedIn(suite)),
  }))
}

const cores = availableParallelism()

/** They look at the sources alone, most with one thread: as many at a time as there are cores. */
const checks = {
  format: check([bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']),
  lint: check([bin('oxlint/bin/oxlint'), '--type-aware']),
  types: check([bin('typescript/bin/tsc'), '--build']),
  dead: check([bin('knip/bin/knip.js')]),
}

/** Files of tests with labs at a time. They wait more than they work: two keep two cores busy. */
const labs = 2
/** Files of tests with real clients at a time: what waits there is firmware, a lossy cable, a slow reader. */
const clients = 3

/** They run one after another, each on all cores. */
const suites = {
  unit: vitest('unit', cores),
  build: async () => {
    build()
    return { passed: 1, failed: 0, skipped: [] }
  },
  property: vitest('property', cores),
  integration: vitest('integration', labs),
  interop: vitest('interop', clients),
  e2e: playwright,
}
const stages = { ...checks, ...suites }

/** What may skip even in CI: another system's calls, and the desktop binary. */
const mayBeMissing = /electron|windows|macos/i

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in stages))
if (unknown.length > 0) {
  process.stderr.write(
    `No such stage: ${unknown.join(', ')}. Stages: ${Object.keys(stages).join(', ')}\n`,
  )
  process.exit(2)
}

installPackages()
installSystemPackages()
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const total = { passed: 0, failed: 0, skipped: [] }
const add = ({ passed, failed, skipped }) => {
  total.passed += passed
  total.failed += failed
  total.skipped.push(...skipped)
}

const timed = async (work) => {
  const started = performance.now()
  const result = await work()
  return { ...result, seconds: Math.round((performance.now() - started) / 1000) }
}
const ended = (name, { failed, seconds }) =>
  `== ${name}: ${failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n`

/** Runs checks side by side; what one of them said comes in one piece when it has ended. */
const runChecks = async (names) => {
  const left = names.values()
  const lane = async () => {
    for (const name of left) {
      const said = []
      const result = await timed(() => checks[name]((chunk) => said.push(chunk)))
      process.stdout.write(`\n== ${name}\n${said.join('')}${ended(name, result)}`)
      add(result)
    }
  }
  await Promise.all(Array.from({ length: cores }, lane))
}

const chosen = asked.length > 0 ? asked : Object.keys(stages)
await runChecks(chosen.filter((name) => name in checks))
for (const name of chosen.filter((name) => name in suites)) {
  process.stdout.write(`\n== ${name}\n`)
  const result = await timed(suites[name])
  process.stdout.write(ended(name, result))
  add(result)
}

for (const title of total.skipped) process.stdout.write(`skipped: ${title}\n`)
const strict = process.env.CI === 'true' && process.platform === 'linux' && process.getuid?.() === 0
const forbidden = strict ? total.skipped.filter((title) => !mayBeMissing.test(title)) : []
for (const title of forbidden) process.stdout.write(`must not skip here: ${title}\n`)
total.failed += forbidden.length

process.stdout.write(
  `\n${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped\n`,
)
process.exit(total.failed === 0 ? 0 : 1)
