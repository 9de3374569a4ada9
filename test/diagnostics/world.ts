import { unzipSync } from 'fflate'
import type { CapturedPacket } from '../../src/shared/packet/index.ts'
import { hex } from '../../src/shared/packet/dhcp/index.ts'
import type { DiagnosticSources } from '../../src/shared/diagnostics/index.ts'

/** A packet as the API tells it. */
export const toldPacket = ({
  payload,
  ...head
}: CapturedPacket): DiagnosticSources['packets'][number] => ({ ...head, payload: hex(payload) })

export const sourcesWith = (more: Partial<DiagnosticSources> = {}): DiagnosticSources => ({
  version: '0.1.0',
  at: 1_763_807_121_123,
  machine: {
    platform: 'linux',
    release: '6.1.0',
    arch: 'x64',
    processors: 2,
    memory: 4_000_000_000,
    node: 'v24.0.0',
  },
  owner: { user: 'jane', computer: 'janes-laptop', paths: ['/home/jane', '/data/jane/lab'] },
  document: undefined,
  history: [],
  leases: [],
  facts: [],
  packets: [],
  errors: [],
  ...more,
})

/** All files of a report, unpacked. */
export const unpacked = (zip: Uint8Array): ReadonlyMap<string, Uint8Array> =>
  new Map(Object.entries(unzipSync(zip)))

/** A text of each byte of each file, so that nothing hides in what is no text. */
export const searchable = (files: ReadonlyMap<string, Uint8Array>): string =>
  [...files].map(([name, bytes]) => `${name}\n${Buffer.from(bytes).toString('latin1')}`).join('\n')
