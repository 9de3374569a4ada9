import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const systemDevices = '/sys/class/net'

/**
 * Whether the interface is there with nothing plugged into it (Linux). The list of the system leaves such a
 * one out, but it is the same still: a rack that is switched off must not take its server along.
 */
export const withoutCarrier = (name: string, sys = systemDevices): boolean =>
  readDevice(name, 'carrier', sys) === '0'

/** How often the interface got its link; undefined where the system does not count (all but Linux). */
export const linksOf = (name: string): number | undefined => {
  const count = readDevice(name, 'carrier_up_count', systemDevices)
  return count === undefined ? undefined : Number(count)
}

const readDevice = (name: string, file: string, sys: string): string | undefined => {
  try {
    return readFileSync(join(sys, name, file), 'utf8').trim()
  } catch {
    return undefined
  }
}
