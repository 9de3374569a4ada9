import { writeSync } from 'node:fs'
import { openStores } from '../../src/main/journal/index.ts'

/**
 * Appends until it is killed. Each entry holds a fact and a lease with the same number; standard
 * output gets the number once the entry is acknowledged, never before.
 */
const [file = '', start = '1', clients = '8'] = process.argv.slice(2)
const clock = { now: () => performance.now(), sleep: () => Promise.resolve() }
const stores = await openStores({ file, clock })
let next = Number(start)

const appendForever = async (client: string): Promise<never> => {
  for (;;) {
    const number = next++
    await stores.journal.append({
      facts: [{ type: 'document.changed', version: number, summary: client }],
      leases: [
        {
          client,
          host: 'esx-01',
          mac: '52:54:00:aa:bb:01',
          address: '127.66.0.51',
          expiresAt: number,
          state: 'bound',
        },
      ],
    })
    say(`${number} ${client}\n`)
  }
}

/** At once, so that a kill finds nothing acknowledged and unsaid. A pipe whose reader is slow is asked again. */
const say = (line: string): void => {
  for (let written = false; !written;) {
    try {
      writeSync(1, line)
      written = true
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
    }
  }
}

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
await Promise.all(names.slice(0, Number(clients)).map(appendForever))
