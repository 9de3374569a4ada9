import { describe, expect, it } from 'vitest'
import { doctorReport, type Findings } from '../../src/main/cli/doctor.ts'

describe('what doctor says of an interface', () => {
  const on = (name: string, cidr: string, roomy: boolean): Findings['interfaces'][number] => {
    const [address = '', netmask = ''] = cidr.split('/')
    const isOther = address === '10.30.0.1'
    return { name, address, netmask, mac: '52:54:00:00:00:01', isOther, held: [], roomy }
  }
  const report = doctorReport({
    interfaces: [
      on('rack', '10.20.0.1/255.255.255.0', true),
      on('rack', '10.30.0.1/255.255.255.0', true),
      on('pair', '10.21.0.1/255.255.255.254', false),
      on('one', '10.40.0.1/255.255.255.255', false),
    ],
    lacking: [{ name: 'dark', lack: 'address' }],
    lowPorts: { kind: 'open', because: 'root' },
    loaders: [],
  })

  it('gives each that has no room, or no address, one of a network that no other is on', () => {
    expect(report).toMatch(
      /ok {6}rack 10\.20\.0\.1: free to serve on\n.*10\.30\.0\.1: free to serve on by --address 10\.30\.0\.1\n/,
    )
    expect(report).toMatch(/small {3}pair 10\.21\.0\.1: .* such as 10\.22\.0\.1\/24$/m)
    expect(report).toMatch(/small {3}one 10\.40\.0\.1: .* such as 10\.23\.0\.1\/24$/m)
    expect(report).toContain('ip addr add 10.24.0.1/24 dev dark')
  })
})
