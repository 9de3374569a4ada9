/**
 * `npm run bench [-- GROUP ...] [--json] [--minutes N]`: measured figures, side by side with their peers. Without a
 * group: the lab as a whole.
 */
import { parseArgs } from 'node:util'
import type { Bench, Row } from './row.ts'
import { table } from './table.ts'

/** Files of each group; each exports `run`. */
const groups: Readonly<Record<string, readonly string[]>> = {
  lab: ['lab.ts', 'screen.ts', 'journal.ts'],
  services: ['dhcp.ts', 'tftp.ts', 'http.ts', 'power-on.ts'],
  dhcp: ['dhcp.ts'],
  tftp: ['tftp.ts'],
  http: ['http.ts'],
  'power-on': ['power-on.ts'],
  rules: ['rules.ts'],
  ui: ['ui.ts', 'ui-scrub.ts'],
  images: ['images.ts'],
  journal: ['journal.ts', 'journal-size.ts'],
  storm: ['storm.ts'],
  classroom: ['classroom.ts'],
}

const form = `npm run bench -- [${Object.keys(groups).join('] [')}] [--json] [--minutes N]\n`

const usage = (why: string): never => {
  process.stderr.write(`${why}\n${form}`)
  return process.exit(2)
}

const read = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        json: { type: 'boolean', default: false },
        minutes: { type: 'string', default: '1' },
      },
    })
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error))
  }
}

/** Every row with every field: what was not compared is null. */
const whole = (row: Row) => ({ peer: null, peerValue: null, ratio: null, ...row })

const { values, positionals } = read()
if (values.help) {
  process.stdout.write(form)
  process.exit(0)
}
const asked = positionals.length === 0 ? ['lab'] : positionals
const unknown = asked.filter((name) => !(name in groups))
if (unknown.length > 0) usage(`No such group: ${unknown.join(', ')}.`)

const minutes = Number(values.minutes)
if (!(minutes > 0)) usage('--minutes wants a number.')

const rows: Row[] = []
for (const file of asked.flatMap((name) => groups[name] ?? [])) {
  process.stderr.write(`measuring ${file.replace('.ts', '')}...\n`)
  const { run } = (await import(new URL(file, import.meta.url).href)) as { run: Bench }
  const measured = await run({ minutes })
  for (const { name, value, unit } of measured)
    process.stderr.write(`  ${name}: ${value.toFixed(1)} ${unit}\n`)
  rows.push(...measured)
}
process.stdout.write(
  values.json ? `${JSON.stringify(rows.map(whole), undefined, 2)}\n` : `\n${table(rows)}\n`,
)
