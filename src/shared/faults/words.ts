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
      return told.length === 0 ? 'stays as it is' : `names ${told.join(' and ')}`
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
      return effect.retryAfter === undefined
        ? `is answered with ${String(effect.status)}`
        : `is answered with ${String(effect.status)}, to be asked again in ${String(effect.retryAfter)} s`
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

/** Which messages of a host: `each ACK`, `the 3rd ACK`, `each of the first 2 ACK`, `from the 3rd on each ACK`. */
const whichOf = ({ message, skip, limit }: Fault): string => {
  const [one, many] = message === undefined ? ['message', 'messages'] : [message, message]
  const next = ordinal(skip + 1)
  if (limit === undefined) return skip === 0 ? `each ${one}` : `from the ${next} on each ${one}`
  if (limit === 1) return `the ${next} ${one}`
  return skip === 0
    ? `each of the first ${String(limit)} ${many}`
    : `each of ${String(limit)} ${many} from the ${next} on`
}

const clauseOf = (fault: Fault, at: string): string => {
  const { file, hosts, probability, seed, lasts, effect } = fault
  return [
    whichOf(fault),
    file === undefined ? '' : ` of ${file}`,
    `${at} for ${hosts === undefined ? 'every host' : hosts.join(', ')}`,
    ` ${effectInWords(effect)}`,
    probability === 1 ? '' : `, by chance of ${String(probability)} (seed ${String(seed)})`,
    lasts === undefined ? '' : `, for ${String(lasts / 1000)} s`,
  ].join('')
}

/** What a fault does, where its component is plain: `the 1st ACK for every host comes 9 s late`. */
export const whatFaultDoes = (fault: Fault): string => clauseOf(fault, '')

/** A fault as one sentence, with its id and its component. */
export const faultInWords = (fault: Fault): string =>
  `${fault.id}: ${clauseOf(fault, ` at ${fault.component}`)}.`
