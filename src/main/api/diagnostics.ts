import type { DiagnosticSources } from '../../shared/diagnostics/index.ts'
import { capturedPackets } from './capture.ts'
import type { ApiDeps } from './deps.ts'

/** Packets that go along: the last boots of a few hosts. */
const lastPackets = 2000

/** What a report is made of. Stand-ins are given by who asks: that takes a while, and the lab serves meanwhile. */
export const diagnostics = async (
  deps: Pick<ApiDeps, 'diagnostics' | 'capture' | 'journal' | 'state'>,
): Promise<DiagnosticSources> => ({
  ...(await deps.diagnostics()),
  packets: await capturedPackets(deps, { after: 0, limit: lastPackets }),
})
