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

type Loading = NonNullable<HostView['progress']>

/** What the bar goes by. */
const loadingText = ({ done, of, reached, size }: Loading, { bench }: Strings, format: Format) =>
  size === undefined
    ? bench.progress(done, of)
    : bench.progressInBytes(format.bytes(Math.min(reached, size)), format.bytes(size))

const Progress = ({ progress }: { readonly progress: Loading }) => (
  <span className={styles.progress} aria-hidden="true">
    <span style={{ width: `${100 * shareOf(progress)}%` }} />
  </span>
)

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
  const { progress } = host
  const loading = progress !== undefined && host.state === 'network.image'
  const choice = host.nextBoot && choiceText(host.nextBoot, strings.nextBoot)
  const next = choice && strings.nextBoot.badge(choice)
  const said = [
    `${host.id} · ${status.text}`,
    ...(next === undefined ? [] : [next]),
    ...(sharesCable ? [strings.bench.cableInInspector] : []),
  ]
  const text = loading ? loadingText(progress, strings, format) : status.text
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
        <span>{text}</span>
      </span>
      {density === 'card' && <span className={styles.led} />}
      {density === 'card' && <Holdings host={host} diskMiB={diskMiB} />}
      {loading && <Progress progress={progress} />}
    </button>
  )
})
HostCard.displayName = 'HostCard'
