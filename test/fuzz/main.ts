/**
 * `npm run fuzz [-- dhcp|tftp|images ...] [--count PACKETS] [--seed SEED]`: mutated packets against the running services. Stops at the
 * first broken promise, with the seed and the packet that broke it.
 */
import { parseArgs } from 'node:util'
import { fuzzDhcp } from './dhcp.ts'
import type { Fuzz } from './report.ts'
import { fuzzImages } from './images.ts'
import { fuzzTftp } from './tftp.ts'

const services: Readonly<Record<string, Fuzz>> = {
  dhcp: fuzzDhcp,
  tftp: fuzzTftp,
  images: fuzzImages,
}
/** Packets of one part: each begins anew with a seed of its own, so that a find is quick to repeat. */
const part = 100_000

const usage = (): never => {
  process.stderr.write('npm run fuzz [-- dhcp] [tftp] [images] [--count PACKETS] [--seed SEED]\n')
  return process.exit(2)
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: String(process.pid) },
  },
})
const [count, seed] = [Number(values.count), Number(values.seed)]
if (!Number.isSafeInteger(count) || !Number.isSafeInteger(seed) || count < 1) usage()

/** Runs all parts of one service; returns what it came to. */
const run = async (name: string, fuzz: Fuzz) => {
  const total = { packets: 0, replies: 0, bad: 0, grownMiB: 0 }
  const begun = performance.now()
  while (total.packets < count) {
    const size = Math.min(part, count - total.packets)
    const report = await fuzz(size, seed + total.packets / part)
    total.packets += report.packets
    total.replies += report.replies
    total.bad += report.bad
    total.grownMiB = Math.max(total.grownMiB, report.grownMiB)
    const seconds = Math.round((performance.now() - begun) / 1000)
    process.stderr.write(
      `${name}: ${String(total.packets)} of ${String(count)} packets, ${String(total.replies)} replies, ${String(seconds)} s\n`,
    )
  }
  return { service: name, seed, ...total }
}

const asked = positionals.length === 0 ? Object.keys(services) : positionals
for (const name of asked) {
  const fuzz = services[name] ?? usage()
  try {
    process.stdout.write(`${JSON.stringify(await run(name, fuzz))}\n`)
  } catch (error) {
    process.stderr.write(`${name}, seed ${String(seed)}:\n`)
    throw error
  }
}
