import { closeSync, openSync } from 'node:fs'
import { createImageStore } from '../../src/main/images/index.ts'

/** Reads a blob for the second time, when it is to come into memory, with one descriptor left. */
const [dir = '', sha256 = ''] = process.argv.slice(2)
const store = createImageStore({ dir })
await (await store.open(sha256)).close()
const held: number[] = []
try {
  for (;;) held.push(openSync('/dev/null', 'r'))
} catch {
  closeSync(held.pop() ?? 0)
}
const blob = await store.open(sha256)
const pieces: Buffer[] = []
for await (const piece of blob.pieces()) pieces.push(Buffer.from(piece))
for (const descriptor of held) closeSync(descriptor)
process.stdout.write(Buffer.concat(pieces))
