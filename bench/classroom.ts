/**
 * What a class that looks on costs: a boot storm of 1,000 simulated hosts with a small image, without a class and with
 * twenty screens, which a process of their own stands for. CPU is the lab's alone.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { claimFreeSubnet } from '../src/main/cli/free-lab.ts'
import { buildReferenceImage, createImageStore } from '../src/main/images/index.ts'
import { demoLab, openLab, readLabFile } from '../src/main/open-lab.ts'
import type { Row } from './row.ts'
import { bootingHosts, clock } from './ui-lab.ts'

const hosts = 1000
const screens = 20
const speed = 10

type Measured = {
  /** CPU of the lab's process in ms. */
  readonly cpu: number
  /** ms that 99 of a hundred turns of its loop were late by, at most. */
  readonly late: number
  readonly facts: number
  /** Bytes that came to all screens. */
  readonly bytes: number
}

/** Screens that follow a lab; `bytes` says what has come to them so far, and ends them. */
const lookOn = async (url: string, count: number) => {
  const program = new URL('classroom-screens.ts', import.meta.url)
  const child = fork(program, [url, String(count)])
  await once(child, 'message')
  return {
    bytes: async (): Promise<number> => {
      child.send('how much')
      const [bytes] = await once(child, 'message')
      child.kill()
      return Number(bytes)
    },
  }
}

const storm = async (watched: number): Promise<Measured> => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  const demo = await readLabFile(demoLab)
  await using claimed = await claimFreeSubnet(bootingHosts({ ...demo, speed }, hosts))
  await buildReferenceImage({ store: createImageStore({ dir: join(folder, 'images') }) })
  const app = await openLab({
    folder,
    initial: claimed.document,
    clock,
    hostsWorker: new URL('../src/main/hosts/simulated/worker.ts', import.meta.url),
    platform: 'browser',
    onUnexpected: (error) => process.stderr.write(`${String(error)}\n`),
  })
  try {
    const { url } = await app.classroom.open({ address: '127.0.0.1', port: 0 })
    const others = await lookOn(url, watched)
    const late = monitorEventLoopDelay({ resolution: 5 })
    late.enable()
    const [before, first] = [process.cpuUsage(), app.journal.last()]
    await app.storms.run({ atOnce: hosts })
    const { user, system } = process.cpuUsage(before)
    return {
      cpu: (user + system) / 1000,
      late: late.percentile(99) / 1e6,
      facts: app.journal.last() - first,
      bytes: await others.bytes(),
    }
  } finally {
    await app.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

export const run = async (): Promise<readonly Row[]> => {
  const alone = await storm(0)
  const watched = await storm(screens)
  const of = (what: string) => `${screens} screens look on at a storm of ${hosts}: ${what}`
  return [
    {
      name: of("the lab's CPU a fact, beside nobody who looks on"),
      value: (1000 * watched.cpu) / watched.facts,
      unit: 'µs',
      peer: 'nobody',
      peerValue: (1000 * alone.cpu) / alone.facts,
      ratio: alone.cpu / alone.facts / (watched.cpu / watched.facts),
    },
    {
      name: of('its loop late by, p99'),
      value: watched.late,
      unit: 'ms',
      peer: 'nobody',
      peerValue: alone.late,
      ratio: alone.late / watched.late,
    },
    {
      name: of('bytes a fact and screen'),
      value: watched.bytes / watched.facts / screens,
      unit: 'B',
    },
  ]
}
