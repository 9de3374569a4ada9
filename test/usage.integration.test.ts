import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

it.each([
  ['scripts/test.mjs', /^npm test -- .*\[unit\]/],
  ['bench/main.ts', /^npm run bench -- .*\[dhcp\]/],
  ['scripts/portable.mjs', /^npm run portable -- \[FILE/],
])('%s tells how it is used when it is asked to', (file, usage) => {
  const printed = execFileSync(process.execPath, [join(root, file), '--help'], { encoding: 'utf8' })
  expect(printed).toMatch(usage)
})
