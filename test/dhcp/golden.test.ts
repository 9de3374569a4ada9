import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  decodeDhcp,
  encodeDhcp,
  explainDhcp,
  type ExplainedField,
  fromHex,
} from '../../src/shared/packet/dhcp/index.ts'
import { openDesk } from './desk.ts'
import { lab, realPorts } from './support.ts'

/** The fields as lines of text: offset, name, value, meaning, source. */
const explainedText = (fields: readonly ExplainedField[]): string =>
  fields
    .map(({ at, name, value, meaning, rfc }) =>
      [
        String(at).padStart(4),
        `${name}: ${value}${meaning === undefined ? '' : ` (${meaning})`}`,
        `[${rfc}]`,
      ].join('  '),
    )
    .join('\n')

const folder = fileURLToPath(new URL('../fixtures/dhcp/', import.meta.url))
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.hex'))
  .map((name) => basename(name, '.hex'))

/** The networks of the interop tests that the packets came from. */
const document = lab('10.97', {
  subnet: '10.97.0.0/24',
  server: '10.97.0.1',
  pool: { first: '10.97.0.100', last: '10.97.0.150' },
  ports: realPorts,
  dhcp: {
    relayed: [{ subnet: '10.95.0.0/16', pool: { first: '10.95.1.0', last: '10.95.200.0' } }],
  },
})

const read = (name: string): Uint8Array =>
  fromHex(
    readFileSync(join(folder, `${name}.hex`), 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .join(''),
  )

/** What the server makes of the packet alone, in a line or two. */
const answer = (bytes: Uint8Array): string => {
  const at = openDesk(document, '10.97.0.1')
  const reply = at.say(decodeDhcp(bytes))
  const facts = at.types().join(', ')
  return reply === undefined
    ? `no answer (${at.reason() ?? ''}); ${facts}`
    : `${String(reply.type)} of ${reply.yiaddr}, file "${reply.file}", to ${JSON.stringify(reply.to)}; ${facts}`
}

const golden = (bytes: Uint8Array): string =>
  `${explainedText(explainDhcp(bytes))}\n\nalone, it is answered by: ${answer(bytes)}\n`

describe('packets of real clients', () => {
  it.each(names)('%s reads as its twin says', (name) => {
    const file = join(folder, `${name}.golden`)
    const found = golden(read(name))
    if (process.env['UPDATE_GOLDEN'] !== undefined) {
      writeFileSync(file, found)
      expect.fail('The twin was written anew: look at it, and run again without UPDATE_GOLDEN.')
    }
    expect(found).toBe(readFileSync(file, 'utf8'))
  })

  it.each(names)('%s is the same after it was read, written and read again', (name) => {
    const packet = decodeDhcp(read(name))
    const again = decodeDhcp(encodeDhcp(packet))
    expect(again).toEqual(packet)
  })
})
