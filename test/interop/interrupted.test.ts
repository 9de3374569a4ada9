import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { cablesMissing, titled } from './support/cables.ts'
import { guestMissing } from './support/guest.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const missing = cablesMissing('/usr/sbin/dnsmasq') ?? guestMissing()

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '')
/** What it lists, even where others make a namespace or remove one just then. */
const ip = (...args: readonly string[]) => lines(spawnSync('ip', args, { encoding: 'utf8' }).stdout)

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

const childOf = (pid: number, name: string): number => {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').map(Number)
  return children.find((child) => commandOf(child).includes(name)) ?? 0
}

/** As `npm run bench -- GROUP` runs it, with a process group of its own as a terminal gives it one. */
const bench = (group: string): ChildProcess =>
  spawn(process.execPath, ['scripts/run.mjs', 'bench/main.ts', group], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  })

/** A run of the bench that boots guests, and what it has made. */
type Run = { readonly runner: number; readonly measuring: number; readonly folder: string }

const namespacesOf = ({ measuring }: Run): readonly string[] =>
  ip('netns', 'list')
    .map((line) => line.split(' ')[0] ?? '')
    .filter((name) => name.startsWith(`hw-power-${measuring}`))

const programsOf = (run: Run): readonly number[] =>
  namespacesOf(run)
    .flatMap((name) => ip('netns', 'pids', name))
    .map(Number)

const begun: number[] = []
/** Two programs start, beside guests of other tests. */
const patience = { timeout: 60_000 }

/** Measures until a guest boots beside its server: their namespace, programs and folder are there. */
const measure = async (): Promise<Run> => {
  const runner = bench('power-on').pid ?? 0
  begun.push(runner)
  // By its whole path: what the runner has only just forked still has the runner's own words.
  const program = join(root, 'bench/main.ts')
  await expect.poll(() => childOf(runner, program), patience).toBeGreaterThan(0)
  const measuring = childOf(runner, program)
  const run = { runner, measuring, folder: join(tmpdir(), `headwaiter-run-${runner}`) }
  await expect.poll(() => programsOf(run).map(commandOf).join(), patience).toContain('qemu')
  expect(existsSync(run.folder)).toBe(true)
  return run
}

const expectNothingLeft = async (run: Run, programs: readonly number[]): Promise<void> => {
  const left = () => ({
    namespaces: namespacesOf(run),
    programs: programs.map(commandOf).filter((command) => command !== ''),
    folder: existsSync(run.folder),
  })
  await expect.poll(left, patience).toEqual({ namespaces: [], programs: [], folder: false })
}

describe.skipIf(missing)(titled('an interrupted run', missing), () => {
  afterEach(() => {
    for (const runner of begun.splice(0))
      if (commandOf(runner).includes('bench')) process.kill(-runner, 'SIGKILL')
  })

  it.each<readonly [string, NodeJS.Signals, (run: Run) => number]>([
    ['by Ctrl-C', 'SIGINT', ({ runner }) => -runner],
    ['by a terminal that is closed', 'SIGHUP', ({ runner }) => -runner],
    ['by SIGTERM to its runner alone', 'SIGTERM', ({ runner }) => runner],
    ['by kill -9 of its runner alone', 'SIGKILL', ({ runner }) => runner],
  ])('leaves nothing behind: %s', async (_, signal, whom) => {
    const run = await measure()
    const programs = [run.runner, run.measuring, ...programsOf(run)]
    process.kill(whom(run), signal)
    await expectNothingLeft(run, programs)
  })

  it('whose keeper was killed with it is cleared away by the next one', async () => {
    const run = await measure()
    const programs = programsOf(run)
    process.kill(childOf(run.runner, 'keeper.mjs'), 'SIGKILL')
    process.kill(-run.runner, 'SIGKILL')
    await expect.poll(() => commandOf(run.runner)).toBe('')
    expect(namespacesOf(run)).toHaveLength(1)
    expect(existsSync(run.folder)).toBe(true)
    const [code] = await once(bench('no such group'), 'exit')
    expect(code).toBe(2)
    await expectNothingLeft(run, programs)
  })
})
