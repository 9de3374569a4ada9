import { assertNever } from '../../../shared/base/index.ts'
import type { Fault, FaultEffect } from '../../../shared/faults/index.ts'
import { digits } from './plural.ts'

/** Was die Störung mit einer Nachricht tut. */
const effectInWords = (effect: FaultEffect): string => {
  switch (effect.kind) {
    case 'drop':
      return 'geht verloren'
    case 'delay':
      return `kommt ${digits.format(effect.ms / 1000)} s zu spät`
    case 'duplicate':
      return 'kommt doppelt'
    case 'rewrite': {
      const { nextServer, bootFile } = effect
      const told = [
        nextServer === undefined ? [] : [`den Boot-Server ${nextServer}`],
        bootFile === undefined
          ? []
          : [bootFile === '' ? 'keine Boot-Datei' : `die Boot-Datei ${bootFile}`],
      ].flat()
      return told.length === 0 ? 'bleibt, wie sie ist' : `nennt ${told.join(' und ')}`
    }
    case 'corrupt':
      return 'hat ein gekipptes Bit'
    case 'refuse':
      return 'wird abgewiesen'
    case 'truncate':
      return `endet bei ${digits.format(Math.round(effect.at * 100))} %`
    case 'throttle':
      return `geht mit ${digits.format(effect.bytesPerSecond)} Bytes je Sekunde ab`
    case 'httpStatus':
      return effect.retryAfter === undefined
        ? `wird mit ${String(effect.status)} beantwortet`
        : `wird mit ${String(effect.status)} beantwortet, mit der Bitte um einen neuen Versuch in ${String(effect.retryAfter)} s`
    case 'hold':
      return 'wartet, bis sie weitergelassen wird'
    default:
      return assertNever(effect)
  }
}

/** `jede Nachricht`, `die 3. Nachricht`, `jede der ersten 2 Nachrichten`, `ab der 4. jede Nachricht`. */
const whichOf = ({ skip, limit }: Fault): string => {
  const next = `${digits.format(skip + 1)}.`
  if (limit === undefined) return skip === 0 ? 'jede Nachricht' : `ab der ${next} jede Nachricht`
  if (limit === 1) return `die ${next} Nachricht`
  return skip === 0
    ? `jede der ersten ${digits.format(limit)} Nachrichten`
    : `jede der ${digits.format(limit)} Nachrichten ab der ${next}`
}

/** Was eine Störung tut, wo ihre Komponente schon dasteht. */
export const faultDoes = (fault: Fault): string => {
  const { message, file, hosts, probability, seed, lasts, effect } = fault
  return [
    whichOf(fault),
    message === undefined ? '' : ` ${message}`,
    file === undefined ? '' : ` von ${file}`,
    ` für ${hosts === undefined ? 'alle Hosts' : hosts.join(', ')}`,
    ` ${effectInWords(effect)}`,
    probability === 1
      ? ''
      : `, mit einer Wahrscheinlichkeit von ${digits.format(probability * 100)} % (Startwert ${String(seed)})`,
    lasts === undefined ? '' : `, ${digits.format(lasts / 1000)} s lang`,
  ].join('')
}
