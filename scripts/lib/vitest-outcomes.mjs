/**
 * A reporter of vitest: writes down how each test ended, to the file that the environment names. Vitest's own
 * JSON report leaves out why a hook failed.
 */
import { writeFileSync } from 'node:fs'

const messages = (errors) => errors.map(({ message }) => message).join('\n')

/** Errors of the suites around a test, hooks above all: with them it was not run. */
const errorsAround = ({ parent }) =>
  parent === undefined ? [] : [...parent.errors(), ...errorsAround(parent)]

const endOf = (test) => {
  const { state, errors = [] } = test.result()
  const around = state === 'skipped' ? errorsAround(test) : []
  if (around.length > 0) return { state: 'broken', message: messages(around) }
  if (state === 'failed') return { state, message: messages(errors) }
  const tries = 1 + (test.diagnostic()?.retryCount ?? 0)
  return { state, tries }
}

/** One for each test, and one for each suite or file that broke outside of its tests. */
const outcomesOf = (module) => {
  const file = module.relativeModuleId
  const broken = [module, ...module.children.allSuites()]
    .filter((suite) => suite.errors().length > 0)
    .map((suite) => ({
      ...{ file, title: suite.fullName ?? file, state: 'broken' },
      message: messages(suite.errors()),
    }))
  const tests = [...module.children.allTests()].map((test) => ({
    ...{ file, title: test.fullName },
    ...endOf(test),
  }))
  return [...broken, ...tests]
}

export default class Outcomes {
  onTestRunEnd(modules, unhandled) {
    const stray = unhandled.map(({ message }) => ({
      ...{ file: '', title: 'an error outside of any test', state: 'failed' },
      message,
    }))
    const outcomes = [...modules.flatMap(outcomesOf), ...stray]
    writeFileSync(process.env.VITEST_OUTCOMES, JSON.stringify(outcomes))
  }
}
