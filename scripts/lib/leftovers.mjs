/**
 * What a run makes outside of this folder: programs, network namespaces, temporary files. Each carries the process id of the run or of
 * the program that made it, so that what is left of runs that are gone can be told from what others are using.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The variable that tells all programs of a run whose they are. */
export const mark = 'HEADWAITER_RUN'

const folderName = 'headwaiter-run-'
const namespaceName = /^hw-[a-z-]+-(\d+)(?:-\d+)?$/

/** Whether a program runs; one that has ended and that nobody asked about yet does not. */
const isThere = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    return false
  }
}

/** A folder of this run for what it writes for the time being. */
export const makeFolder = (run) => {
  const folder = join(tmpdir(), `${folderName}${run}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  return folder
}

const ip = (...args) => spawnSync('ip', args, { encoding: 'utf8' }).stdout ?? ''
const lines = (text) => text.split('\n').filter((line) => line !== '')

/** Programs by the run that their surroundings name; one that has ended meanwhile is nobody's. */
const markedPrograms = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const surroundings = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0')
        const named = surroundings.find((each) => each.startsWith(`${mark}=`))
        return named === undefined ? [] : [{ pid: Number(pid), run: named.slice(mark.length + 1) }]
      } catch {
        return []
      }
    })

const end = (pid) => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** Ends until nothing is found any more: a program that is about to end may start another one. */
const endAll = (find) => {
  for (let round = 0; round < 100; round += 1) {
    const pids = find()
    if (pids.length === 0) return
    for (const pid of pids) end(pid)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  }
}

/** Removes what runs have left that are gone: `over` counts as one, even while the system still knows its number. */
export const removeLeftovers = (over) => {
  if (process.platform !== 'linux') return
  const isGone = (run) => Number(run) === over || !isThere(run)
  endAll(() =>
    markedPrograms()
      .filter(({ run }) => isGone(run))
      .map(({ pid }) => pid),
  )
  for (const [name = ''] of lines(ip('netns', 'list')).map((line) => line.split(' '))) {
    const [, pid] = namespaceName.exec(name) ?? []
    if (pid === undefined || !isGone(pid)) continue
    // Some start their scripts with surroundings of their own.
    endAll(() => lines(ip('netns', 'pids', name)).map(Number))
    ip('netns', 'del', name)
  }
  for (const name of readdirSync(tmpdir()))
    if (name.startsWith(folderName) && isGone(name.slice(folderName.length)))
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
}
