import type { LabDocument, Rule, RuleItem } from '../../src/shared/document/schema.ts'
import { parseDocument } from '../../src/shared/document/index.ts'

export const image = (name: string): RuleItem => ({ kind: 'imageProfile', name })
export const profile = (name: string): RuleItem => ({ kind: 'hostProfile', name })
export const cluster = (name: string): RuleItem => ({ kind: 'cluster', name })
export const folder = (name: string): RuleItem => ({ kind: 'folder', name })
export const bundle = (name: string): RuleItem => ({ kind: 'scriptBundle', name })

export const rule = (name: string, patterns: string[], ...items: RuleItem[]): Rule => ({
  name,
  patterns,
  items,
})

const digest = '0'.repeat(64)
/** An image profile that claims to be that version of ESXi. */
export const esxi = (name: string, version: string) => ({
  name,
  kind: 'esxi' as const,
  version,
  vendor: 'VMware, Inc.',
  kernelOptions: '',
  kernel: { name: 'k.b00', sha256: digest, size: 1, options: '' },
  modules: [],
})

/** A lab with something of each kind for rules to give, and the rules asked for. */
export const labWith = (
  rules: { defined?: Rule[]; working?: string[]; active?: string[] } = {},
  over: Partial<LabDocument> = {},
): LabDocument =>
  parseDocument({
    headwaiter: 1,
    name: 'Test',
    network: {
      subnet: '127.86.0.0/16',
      server: '127.86.0.1',
      pool: { first: '127.86.1.1', last: '127.86.1.9' },
      ports: { dhcp: 0, dhcpClient: 0, tftp: 0, waiter: 0, rules: 0, vcenter: 0 },
    },
    clusters: [{ name: 'Main' }, { name: 'Small' }, { name: 'Managed', image: 'ESXi-8.0' }],
    folders: [{ name: 'NewHosts' }],
    scriptBundles: [{ name: 'first-boot' }],
    hostProfiles: [{ name: 'Caching' }, { name: 'Plain' }],
    imageProfiles: [esxi('ESXi-7.0', '7.0.3'), esxi('ESXi-8.0', '8.0.1')],
    rules: { defined: [], working: [], active: [], ...rules },
    racks: [],
    hosts: [],
    ...over,
  })
