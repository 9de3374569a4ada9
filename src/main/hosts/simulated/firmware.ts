import type { Program } from './bench.ts'
import { timings } from './timings.ts'

/**
 * The firmware's boot manager: tests the machine once, then passes control to the next device of the
 * boot order. A device that fails comes back here.
 */
export const firmware: Program = async ({ spec, report, pause }, tried) => {
  if (tried === 0) await pause(spec.selfTest ?? timings.selfTest[spec.firmware])
  const device = spec.bootOrder[tried]
  const host = spec.id
  if (device === undefined) return report({ type: 'firmware.noBootDevice', host })
  const of = spec.bootOrder.length
  return report({ type: 'firmware.deviceTried', host, device, position: tried + 1, of })
}
