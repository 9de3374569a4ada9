import { assertNever } from '../base/index.ts'
import type { Fault, FaultEffect } from './schema.ts'

const effectInWords = (effect: FaultEffect): string => {
  switch (effect.kind) {
    case 'drop':
      return 'is lost'
    case 'delay':
      return `comes ${String(effect.ms / 1000)} s late`
    case 'duplicate':
      return 'comes twice'
    case 'rewrite': {
      const { nextServer, bootFile } = effect
      const told = [
        nextServer === undefined ? [] : [`the boot server ${nextServer}`],
        bootFile === undefined
          ? []
          : [bootFile === '' ? 'no boot file' : `the boot file ${bootFile}`],
      ].flat()
      return `names ${told.join(' and ')}`
    }
    case 'corrupt':
      return 'has one bit turned'
    case 'refuse':
      return 'is refused'
    case 'truncate':
      return `ends at ${String(Math.round(effect.at * 100))} %`
    case 'throttle':
      return `leaves at ${String(effect.bytesPerSecond)} bytes a second`
    case 'httpStatus':
      return `is answered with ${String(effect.status)}`
    case 'hold':
      return 'waits until it is let go on'
    default:
      return assertNever(effect)
  }
}

const ordinal = (n: number): string => {
  const tens = n % 100
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${String(n)}${ending}`
}

/** Which messages of a host: `each`, `the 3rd`, `the first 2`, `from the 3rd on each`. */
const whichOf = ({ skip, limit }: Fault): string => {
  if (limit === undefined) return skip === 0 ? 'each' : `from the ${ordinal(skip + 1)} on each`
  if (limit === 1) return `the ${ordinal(skip + 1)}`
  const after = skip === 0 ? '' : ` after ${String(skip)}`
  return `the first ${String(limit)}${after}`
}

/** A fault as one sentence. */
export const faultInWords = (fault: Fault): string => {
  const { component, limit = 0, file, hosts, probability, seed, lasts, effect } = fault
  const message = fault.message ?? (limit > 1 ? 'messages' : 'message')
  return [
    `${fault.id}: ${whichOf(fault)} ${message}`,
    file === undefined ? '' : ` of ${file}`,
    ` at ${component} for ${hosts === undefined ? 'every host' : hosts.join(', ')}`,
    ` ${effectInWords(effect)}`,
    probability === 1 ? '' : `, by chance of ${String(probability)} (seed ${String(seed)})`,
    lasts === undefined ? '' : `, for ${String(lasts / 1000)} s`,
    '.',
  ].join('')
}
