import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/shared/facts/index.ts'
import { tellTroubles } from '../../src/main/cli/troubles.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'

const replaced = (file: string): Fact => ({
  type: 'waiter.authorityReplaced',
  component: 'waiter',
  file,
  replaced: `${file}.1`,
})
const quiet: Fact = { type: 'component.started', component: 'waiter', on: 'x' }
const stopped: Fact = {
  type: 'component.failed',
  component: 'dhcp',
  reason: { code: 'net.port-in-use', message: 'Port 67 is taken.' },
}

describe('the troubles of a lab that is served', () => {
  it('are told from when the lab began to open, and as they come', async () => {
    let now = 1000
    const { journal } = createMemoryStores({
      clock: { now: () => now, sleep: () => Promise.resolve() },
    })
    await journal.append({ facts: [replaced('old.pem')] })
    now = 2000
    await journal.append({ facts: [replaced('new.pem'), quiet] })
    const said: string[] = []
    const output = { print: () => undefined, say: (text: string) => said.push(text), colour: false }
    const leave = await tellTroubles(journal, { since: 2000, folder: '/lab', output })
    await journal.append({ facts: [stopped, { type: 'journal.lost', what: 'lease', name: 'a' }] })
    await journal.append({ facts: [{ type: 'lab.slept', from: 0, to: 3_600_000 }] })
    const reason = { code: 'net.port-denied', message: 'Port 514 needs a right.' }
    await journal.append({ facts: [{ type: 'syslog.deaf', on: 'udp://10.0.0.1:514', reason }] })
    leave()
    await journal.append({ facts: [stopped] })
    expect(said).toEqual([
      expect.stringMatching(/certificate authority .* replaced[^]*new\.pem/),
      expect.stringMatching(
        /^DHCP stopped: Port 67 is taken\.\n {2}remedy .*\n {2}then .*restore dhcp --lab "\/lab"$/,
      ),
      expect.stringMatching(/^The disk has changed a lease \(a\), which is lost/),
      expect.stringMatching(
        /^The computer slept, .* from \d{4}-\d\d-\d\d \d\d:00:00 to \d{4}-\d\d-\d\d \d\d:00:00/,
      ),
      expect.stringMatching(/^Logs of hosts are not received at udp:.*Port 514 needs a right\./),
    ])
  })
})
