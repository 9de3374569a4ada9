/**
 * `npm run bench [-- GROUP ...] [--json]`: measured figures, side by side with their peers. Without a
 * group: the lab as a whole.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Bench, Row } from './row.ts'
import { table } from './table.ts'

/** Files of each group; each exports `run`. */
const groups: Readonly<Record<string, readonly string[]>> = {
  lab: ['lab.ts', 'journal.ts'],
  services: ['dhcp.ts', 'tftp.ts', 'http.ts'],
  rules: ['rules.ts'],
  images: ['images.ts'],
  journal: ['journal.ts', 'journal-size.ts'],
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
const asked = positionals.length === 0 ? ['lab'] : positionals
const unknown = asked.filter((name) => !(name in groups))
if (unknown.length > 0) {
  process.stderr.write(
    `No such group: ${unknown.join(', ')}. Groups: ${Object.keys(groups).join(', ')}\n`,
  )
  process.exit(2)
}

const rows: Row[] = []
for (const file of asked.flatMap((name) => groups[name] ?? [])) {
  if (!existsSync(new URL(file, import.meta.url))) continue
  process.stderr.write(`measuring ${file.replace('.ts', '')}...\n`)
  const { run } = (await import(new URL(file, import.meta.url).href)) as { run: Bench }
  rows.push(...(await run()))
}
process.stdout.write(values.json ? `${JSON.stringify(rows, undefined, 2)}\n` : `\n${table(rows)}\n`)
