import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const fixtures = fileURLToPath(new URL('../../fixtures/tftp/', import.meta.url))
const heardLine = z.object({ heard: z.array(z.object({ port: z.number(), hex: z.string() })) })

/** The datagrams of each client port in hex, in the order the ports came; undefined for another line. */
export const readsOf = (line: string): readonly (readonly string[])[] | undefined => {
  if (!line.startsWith('{"heard"')) return undefined
  const reads = new Map<number, string[]>()
  for (const { port, hex } of heardLine.parse(JSON.parse(line)).heard) {
    const read = reads.get(port) ?? []
    read.push(hex)
    reads.set(port, read)
  }
  return [...reads.values()]
}

/** Keeps the first read of a file as a fixture, when asked to (`UPDATE_FIXTURES=1`). */
export const keepReads = (
  name: string,
  client: string,
  size: number,
  reads: readonly (readonly string[])[],
): void => {
  if (process.env['UPDATE_FIXTURES'] === undefined) return
  const head = `# What ${client} sent to read a file of ${size} bytes, as test/interop heard it.`
  writeFileSync(`${fixtures}${name}.hex`, [head, ...(reads[0] ?? []), ''].join('\n'))
}
