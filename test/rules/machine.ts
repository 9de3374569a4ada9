import type { HostAttributes } from '../../src/shared/facts/index.ts'

/** Attributes of a machine, with what a test cares about. */
export const machine = (over: Partial<HostAttributes> = {}): HostAttributes => ({
  mac: '52:54:00:aa:bb:01',
  uuid: '4c4c4544-0000-4000-8000-000000000001',
  vendor: 'Acme',
  model: 'Rack One',
  serial: 'SN-1',
  asset: '',
  oemstring: [],
  hostname: '',
  domain: '',
  ipv4: '10.0.0.11',
  ...over,
})
