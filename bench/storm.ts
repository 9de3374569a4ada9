/**
 * A boot storm: 10, 100 and 1,000 simulated hosts switched on at once at speed 50, each in a process of
 * its own. Every host fetches and checks its whole image (32 MiB), caches it, and ends up in vCenter and
 * compliant; one that does not fails the bench.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Row } from './row.ts'

const sizes = [10, 100, 1_000]
const mebibyte = 1024 * 1024

const measured = z.object({
  hosts: z.int(),
  took: z.number(),
  predicted: z.number(),
  bytes: z.number(),
  outcomes: z.object({ network: z.int(), cache: z.int(), failed: z.int() }),
  stages: z.array(z.object({ stage: z.string(), p50: z.number(), p95: z.number() })),
  cpu: z.number(),
  memory: z.number(),
  facts: z.int(),
})
type Measured = z.infer<typeof measured>

const boot = async (hosts: number): Promise<Measured> => {
  const program = new URL('storm-lab.ts', import.meta.url).pathname
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(hosts)])
  const result = measured.parse(JSON.parse(stdout))
  if (result.outcomes.network !== hosts)
    throw new Error(`${result.outcomes.network} of ${hosts} hosts booted from the network`)
  return result
}

const rowsOf = (result: Measured): readonly Row[] => {
  const { hosts, took, predicted, bytes, cpu, memory, facts } = result
  const of = (what: string) => `storm of ${hosts.toLocaleString('en')}: ${what}`
  const seconds = took / 1000
  return [
    { name: of('all compliant'), value: seconds, unit: 's' },
    { name: of('predicted'), value: predicted / 1000, unit: 's' },
    ...result.stages.flatMap(({ stage, p50, p95 }) => [
      { name: of(`${stage}, p50`), value: p50 / 1000, unit: 's' },
      { name: of(`${stage}, p95`), value: p95 / 1000, unit: 's' },
    ]),
    { name: of('image bytes served'), value: bytes / mebibyte, unit: 'MiB' },
    { name: of('rate'), value: bytes / mebibyte / seconds, unit: 'MiB/s' },
    { name: of('CPU, a host'), value: cpu / hosts, unit: 'ms' },
    { name: of('cores busy'), value: cpu / took, unit: 'cores' },
    { name: of('peak memory'), value: memory / mebibyte, unit: 'MiB' },
    { name: of('facts a second'), value: facts / seconds, unit: '1/s' },
  ]
}

/** Cost of a host among many beside one among fewer: 1 is flat, less is better. */
const flatness = (few: Measured, many: Measured): Row => ({
  name: `storm: CPU a host, ${many.hosts.toLocaleString('en')} beside ${few.hosts} hosts`,
  value: many.cpu / many.hosts / (few.cpu / few.hosts),
  unit: 'x',
})

export const run = async (): Promise<readonly Row[]> => {
  const results: Measured[] = []
  for (const hosts of sizes) {
    process.stderr.write(`  ${hosts} hosts...\n`)
    results.push(await boot(hosts))
  }
  const [, few, many] = results
  return [
    ...results.flatMap(rowsOf),
    ...(few !== undefined && many !== undefined ? [flatness(few, many)] : []),
  ]
}
