import { parseDocument } from '../../src/shared/document/index.ts'

const sha256 = 'ab'.repeat(32)

/** A whole lab in plain data, small enough to read: what tests change one thing of. */
export const smallLabInput = () => ({
  headwaiter: 1,
  name: 'Small lab',
  network: {
    subnet: '127.66.0.0/16',
    server: '127.66.0.1',
    pool: { first: '127.66.0.100', last: '127.66.0.199' },
    ports: {
      dhcp: 10067,
      dhcpClient: 10068,
      tftp: 10069,
      waiter: 6501,
      rules: 6502,
      vcenter: 10443,
    },
  },
  clusters: [{ name: 'Rack A', hostProfile: 'Caching' }],
  imageProfiles: [
    {
      name: 'Reference',
      kind: 'linux',
      kernel: { name: 'linux', sha256, size: 10 },
      modules: [{ name: 'initrd.gz', sha256, size: 20 }],
    },
  ],
  hostProfiles: [{ name: 'Caching', systemImageCache: 'statelessCaching' }],
  rules: {
    defined: [
      {
        name: 'dell',
        patterns: ['vendor==Dell Inc.'],
        items: [
          { kind: 'imageProfile', name: 'Reference' },
          { kind: 'cluster', name: 'Rack A' },
        ],
      },
      { name: 'all', items: [{ kind: 'hostProfile', name: 'Caching' }] },
    ],
    working: ['dell', 'all'],
    active: ['dell'],
  },
  racks: [{ name: 'Rack A', hosts: ['esx-01', 'esx-02'] }],
  hosts: [
    {
      id: 'esx-01',
      kind: 'simulated',
      mac: '52:54:00:aa:bb:01',
      uuid: '4c4c4544-0031-4810-8052-b4c04f4d3031',
      firmware: 'uefi',
      bootOrder: ['network', 'disk'],
      address: '127.66.0.51',
    },
    {
      id: 'esx-02',
      kind: 'physical',
      mac: '52:54:00:aa:bb:02',
      uuid: '4c4c4544-0032-4810-8052-b4c04f4d3032',
      firmware: 'bios',
      bootOrder: ['network'],
    },
  ],
  virtualMachines: [{ name: 'vm-web', cluster: 'Rack A' }],
})

export const smallLab = parseDocument(smallLabInput())
