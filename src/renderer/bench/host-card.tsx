import { memo } from 'react'
import { shareOf, type HostView } from '../../shared/host/index.ts'
import { choiceText } from '../host/next-boot.ts'
import { copyOf, statusOf } from '../host/status.ts'
import type { Format } from '../strings/format.ts'
import { useFormat, useStrings, type Strings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import type { Box, Density } from './geometry.ts'
import styles from './host-card.module.css'

export type HostCardProps = {
  readonly host: HostView
  readonly box: Box
  readonly density: Density
  readonly chosen: boolean
  /** Its cable can be pulled, but has no plug here: hosts in several columns share one. */
  readonly sharesCable: boolean
  /** MiB of its disk; 0 when it has none. */
  readonly diskMiB: number
  readonly onChoose: (id: string) => void
}

/** What is there of what a host loads: in words, and from 0 to 1. */
type Loading = { readonly text: string; readonly share: number }

const loadingOf = (
  { state, loader, progress }: HostView,
  { bench }: Strings,
  format: Format,
): Loading | undefined => {
  const inBytes = (there: number, size: number): string =>
    bench.progressInBytes(format.bytes(there), format.bytes(size))
  if (state === 'network.loader' && loader !== undefined) {
    const { bytes, size } = loader
    return { text: inBytes(bytes, size), share: bytes / Math.max(1, size) }
  }
  if (state !== 'network.image' || progress === undefined) return undefined
  const { done, of, reached, size } = progress
  const text =
    size === undefined ? bench.progress(done, of) : inBytes(Math.min(reached, size), size)
  return { text, share: shareOf(progress) }
}

const diskGlyphs = { none: 'disk', whole: 'diskWhole', damaged: 'diskDamaged' } as const

/** The disk and the VMs of a host, as small things one can count. */
const Holdings = ({ host, diskMiB }: Pick<HostCardProps, 'host' | 'diskMiB'>) => {
  const { bench } = useStrings()
  const copy = copyOf(host)
  const words = { none: bench.notCached, whole: bench.cached, damaged: bench.damaged }
  const disk = diskMiB === 0 ? bench.noDisk : words[copy]
  return (
    <>
      {host.virtualMachines.length > 0 && (
        <span className={styles.vms} title={host.virtualMachines.join(', ')}>
          {host.virtualMachines.slice(0, 6).map((vm) => (
            <span key={vm} className={styles.vm} />
          ))}
          <span className="visually-hidden">{bench.vms(host.virtualMachines.length)}</span>
        </span>
      )}
      <span className={styles.disk} data-copy={copy} data-missing={diskMiB === 0} title={disk}>
        <Glyph name={diskGlyphs[copy]} size={15} />
        <span className="visually-hidden">{disk}</span>
      </span>
    </>
  )
}

/** A host of the rack. Its stripe, shape and words say how it stands. */
export const HostCard = memo((props: HostCardProps) => {
  const { host, box, density, chosen, sharesCable, diskMiB, onChoose } = props
  const strings = useStrings()
  const format = useFormat()
  const status = statusOf(host, strings)
  const loading = loadingOf(host, strings, format)
  const choice = host.nextBoot && choiceText(host.nextBoot, strings.nextBoot)
  const next = choice && strings.nextBoot.badge(choice)
  const said = [
    `${host.id} · ${status.text}`,
    ...(next === undefined ? [] : [next]),
    ...(sharesCable ? [strings.bench.cableInInspector] : []),
  ]
  return (
    <button
      type="button"
      className={styles.host}
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      data-density={density}
      data-tone={status.tone}
      data-host={host.id}
      data-state={host.state}
      aria-pressed={chosen}
      title={density === 'card' && next === undefined ? undefined : said.join('\n')}
      onClick={() => onChoose(host.id)}
    >
      <strong className={styles.name}>
        <span>{host.id}</span>
        {next !== undefined && (
          <span className={styles.next}>
            <Glyph name="reboot" size={11} />
            <span aria-hidden="true">{choice}</span>
            <span className="visually-hidden">{next}</span>
          </span>
        )}
      </strong>
      <span className={styles.status}>
        <Glyph name={status.glyph} />
        <span>{loading?.text ?? status.text}</span>
      </span>
      {density === 'card' && <span className={styles.led} />}
      {density === 'card' && <Holdings host={host} diskMiB={diskMiB} />}
      {loading && (
        <span className={styles.progress} aria-hidden="true">
          <span style={{ width: `${100 * loading.share}%` }} />
        </span>
      )}
    </button>
  )
})
HostCard.displayName = 'HostCard'
