import { readFile } from 'node:fs/promises'

/** Linux counts time in these: 100 a second (`getconf CLK_TCK`). */
const tick = 10

/** CPU in ms, and the most memory there ever was at once, in bytes. */
type Used = { readonly cpu: number; readonly memory: number }

/** Fields 14 and 15 of `/proc/PID/stat` (proc(5)), behind a name that may hold blanks. */
const ofProcess = async (pid: number): Promise<Used> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const peak = /VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) * tick,
    memory: Number(peak) * 1024,
  }
}

/** What this process has used together with those it started and that still run; their peaks are added up. */
export const used = async (): Promise<Used> => {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8')
  const pids = [process.pid, ...children.trim().split(/\s+/).filter(Boolean).map(Number)]
  const all = await Promise.all(pids.map(ofProcess))
  return {
    cpu: all.reduce((sum, { cpu }) => sum + cpu, 0),
    memory: all.reduce((sum, { memory }) => sum + memory, 0),
  }
}
