import { LabError } from '../../../shared/base/index.ts'
import type { Bench, Lease } from './bench.ts'

/**
 * Reads the boot file of a lease by TFTP; `waits` are the tries in ms at speed 1. Rejects with the
 * `LabError`s of the TFTP client; with the cables out that is `tftp.timeout`, when the tries are over.
 */
export const readBootFile = async (
  bench: Bench,
  lease: Lease,
  options: Readonly<Record<string, number>>,
  waits: readonly number[],
): Promise<Uint8Array> => {
  const { uplink, surroundings, signal, clock, patience, readTftp } = bench
  const whileUp = uplink.whileUp()
  const timeouts = waits.map(patience)
  const { nextServer, address, bootFile } = lease
  try {
    const { bytes } = await readTftp({
      host: nextServer,
      port: surroundings.ports.tftp,
      localAddress: address,
      name: bootFile,
      options,
      timeouts,
      onSilence: (attempt) => {
        const [of, waited] = [timeouts.length, timeouts[attempt - 1] ?? 0]
        const tried = { stage: 'loader', message: 'TFTP', attempt, of, waited } as const
        // It rejects when the program ends meanwhile, which the read itself says.
        bench.report({ type: 'firmware.unanswered', host: bench.spec.id, ...tried }).catch(() => {})
      },
      signal: AbortSignal.any([signal, whileUp]),
      clock,
    })
    return bytes
  } catch (error) {
    signal.throwIfAborted()
    if (!whileUp.aborted) throw error
    await clock.sleep(
      timeouts.reduce((sum, wait) => sum + wait, 0),
      signal,
    )
    const tries = timeouts.length
    throw new LabError('tftp.timeout', `No answer for ${bootFile}`, { bytes: 0, tries })
  }
}
