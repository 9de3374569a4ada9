import { LabError, type Clock } from '../../shared/base/index.ts'
import { withoutCarrier } from './carrier.ts'
import { readAddresses, type Addresses } from './interfaces.ts'

/** ms between two looks: no system call tells of changes on every platform alike. */
const interval = 1000

type Device = { readonly name: string; readonly address: string }

/** What became of the interface; `undefined` while it is as it was. */
export const changeOf = (
  { name, address }: Device,
  interfaces: Addresses,
): LabError | undefined => {
  const addresses = interfaces.get(name)
  if (addresses?.some((each) => each.address === address) === true) return undefined
  const elsewhere = [...interfaces].find(([, all]) =>
    all.some((each) => each.address === address),
  )?.[0]
  const message =
    elsewhere !== undefined
      ? `${address} is on ${elsewhere} now, no longer on ${name}.`
      : addresses === undefined
        ? `The interface ${name} is gone, down or without an address.`
        : `The interface ${name} no longer has the address ${address}.`
  return new LabError('net.interface-changed', message, { name, address })
}

/** Looks after an interface as long as somebody watches it. */
export const watchInterface = (
  device: Device,
  clock: Clock,
  read: () => Addresses = readAddresses,
  isIdle: (name: string) => boolean = withoutCarrier,
) => {
  const watchers = new Set<(problem: LabError) => void>()
  let over = new AbortController()

  const look = async (signal: AbortSignal) => {
    for (;;) {
      await clock.sleep(interval, signal)
      const problem = changeOf(device, read())
      if (problem === undefined || isIdle(device.name)) continue
      const told = [...watchers]
      watchers.clear()
      for (const tell of told) tell(problem)
      return
    }
  }

  return {
    /** Calls back once when the interface is no longer what it was. Returns how to stop. */
    watch: (changed: (problem: LabError) => void): (() => void) => {
      if (watchers.size === 0) {
        over = new AbortController()
        // It ends by its signal alone.
        look(over.signal).catch(() => undefined)
      }
      watchers.add(changed)
      return () => {
        watchers.delete(changed)
        if (watchers.size === 0) over.abort()
      }
    },
  }
}
