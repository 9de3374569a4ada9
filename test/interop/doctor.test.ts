import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cablesMissing, titled, words } from './support/cables.ts'
import { foreigners } from './support/foreign.ts'
import { openSegment, type Segment } from './support/segment.ts'

const missing = cablesMissing('/usr/sbin/dnsmasq')
const program = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url))

describe.skipIf(missing !== undefined)(titled('doctor', missing), () => {
  let segment: Segment
  let folder: string
  beforeEach(() => {
    segment = openSegment('doctor', '10.20.0.1/24')
    ip('link add card type veth peer name port')
    ip('link set port master rack0 up')
    ip('link set card up')
    folder = segment.folder
  })
  afterEach(() => segment.close())

  const run = (...args: readonly string[]) => segment.exec(process.execPath, [program, ...args])
  const ip = (line: string) => segment.exec('ip', words(line))

  it('says of each interface what it lacks, and gives each a network of its own', () => {
    ip('link add dark type veth peer name far')
    ip('link set dark up')
    const report = run('doctor')
    expect(report).toMatch(/missing card has no IPv4 address/)
    expect(report).toMatch(/missing dark has no link/)
    expect(report).toMatch(/missing far is switched off/)
    for (const [at, name] of ['card', 'dark', 'far'].entries())
      expect(report).toContain(`ip link set ${name} up && sudo ip addr add 10.${21 + at}.0.1/24`)
  })

  it('is where `serve` sends who names an interface without an address', () => {
    const serve = () => run('serve', '--interface', 'card', '--yes-this-network-is-mine')
    expect(serve).toThrow(/card has no IPv4 address\.\n.*net\.interface-not-ready\n.*`doctor`/)
  })

  it('calls no interface free whose port another program holds, and names that', async () => {
    expect(run('doctor')).toMatch(/ok {6}rack0 10\.20\.0\.1: free to serve on/)
    const post = { machine: segment, folder }
    const pool = { first: '10.20.0.50', last: '10.20.0.60' }
    await foreigners.dnsmasq({ ...post, port: 'rack0', subnet: '10.20.0.0/24' }, pool)
    const report = run('doctor')
    expect(report).toMatch(/taken {3}rack0 10\.20\.0\.1: UDP port 67 on \S+ is held by dnsmasq/)
    expect(report).not.toContain('free to serve on')
  })
})
