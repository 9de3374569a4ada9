import { readFileSync } from 'node:fs'
import { recorded, type Fact, type Recorded } from '../../src/shared/facts/index.ts'
import { labDocument, type LabDocument } from '../../src/shared/document/schema.ts'

const run = new URL('../fixtures/runs/auto-deploy-outage.jsonl', import.meta.url)

/** The facts of one outage as a lab recorded them. */
export const recordedRun = (): readonly Recorded[] =>
  readFileSync(run, 'utf8')
    .trim()
    .split('\n')
    .map((line) => recorded.parse(JSON.parse(line)))

/** Facts as a journal would hold them, `apart` ms from each other. */
export const record = (facts: readonly Fact[], apart = 10, from = 1): readonly Recorded[] =>
  facts.map((fact, index) => ({ seq: from + index, at: 1_000_000 + index * apart, fact }))

/** A document with as many hosts as asked for, in one rack. */
export const documentWith = (ids: readonly string[]): LabDocument =>
  labDocument.parse({
    headwaiter: 1,
    name: 'Rack',
    network: {
      subnet: '127.66.0.0/16',
      server: '127.66.0.1',
      pool: { first: '127.66.0.100', last: '127.66.0.199' },
      ports: { dhcp: 0, dhcpClient: 0, tftp: 0, waiter: 0, rules: 0, vcenter: 0 },
    },
    clusters: [],
    rules: {},
    racks: [{ name: 'Rack A', hosts: ids }],
    hosts: ids.map((id, index) => ({
      id,
      kind: 'simulated',
      mac: `52:54:00:aa:bb:${String(index + 1).padStart(2, '0')}`,
      uuid: '4c4c4544-0031-4810-8052-b4c04f4d3031',
      firmware: 'uefi',
      bootOrder: ['network', 'disk'],
    })),
  })
