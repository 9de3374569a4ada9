import { LabError } from '../../../shared/base/index.ts'
import type { Bench } from './bench.ts'
import type { Lease } from './dhcp-client.ts'

/**
 * Reads the boot file of a lease by TFTP; `waits` are the tries in ms at speed 1. Rejects with the
 * `LabError`s of the TFTP client; with the cables out that is `tftp.timeout`, when the tries are over.
 */
export const readBootFile = async (
  { uplink, surroundings, signal, clock, patience, readTftp }: Bench,
  lease: Lease,
  options: Readonly<Record<string, number>>,
  waits: readonly number[],
): Promise<Uint8Array> => {
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
