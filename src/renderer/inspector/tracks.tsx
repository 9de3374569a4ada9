import { useState, type FocusEvent, type KeyboardEvent } from 'react'
import { assertNever } from '../../shared/base/index.ts'
import type {
  BootProgress,
  HostView,
  Step,
  StepId,
  StepNote,
  StepState,
} from '../../shared/host/index.ts'
import type { Format } from '../strings/format.ts'
import { useFormat, useStrings, type Strings } from '../strings/index.tsx'
import { Glyph, type GlyphName } from '../ui/glyph.tsx'
import type { Tone } from '../ui/tone.ts'
import toneStyles from '../ui/tone.module.css'
import { Term } from '../reference/term.tsx'
import styles from './tracks.module.css'
import { useProgress } from './use-progress.ts'

type Looks = { readonly glyph: GlyphName; readonly tone: Tone }

const looksOf = (state: StepState, track: Tone): Looks => {
  const looks: Readonly<Record<StepState, Looks>> = {
    pending: { glyph: 'skip', tone: 'mute' },
    active: { glyph: 'spin', tone: track === 'ok' ? 'net' : track },
    done: { glyph: 'ok', tone: track },
    failed: { glyph: 'fail', tone: 'fail' },
    skipped: { glyph: 'skip', tone: 'mute' },
  }
  return looks[state]
}

/** The word of the glossary a step is about. */
const termOf: Readonly<Partial<Record<StepId, keyof Strings['glossary']>>> = {
  dhcp: 'dhcp',
  loader: 'tftp',
  waiter: 'tramp',
  rules: 'rules',
  image: 'imageProfile',
  bootOrder: 'bootOrder',
  verified: 'caching',
  vcenter: 'vcenter',
  compliant: 'compliance',
}

const noteText = (note: StepNote, { stepNotes }: Strings, format: Format): string => {
  switch (note.kind) {
    case 'tries':
      return stepNotes.tries(note.count)
    case 'bytes':
      return format.size(note.bytes)
    case 'position':
      return stepNotes.position(note.position, note.of)
    case 'word':
      return stepNotes.words[note.word]
    default:
      return assertNever(note)
  }
}

/** `12.0 MB of 40.0 MB · 40.0 s left`; undefined while nobody said how much is to come. */
const comingText = (
  { bytes, eta }: BootProgress,
  { bench, stepNotes }: Strings,
  { size, duration }: Format,
): string | undefined => {
  if (bytes?.of === undefined) return undefined
  const there = bench.progressInBytes(size(bytes.done), size(bytes.of))
  return eta === undefined ? there : stepNotes.left(there, duration(eta))
}

/** How far the step of a host is that something is loaded in. */
const Coming = ({ host }: { readonly host: HostView }) => {
  const strings = useStrings()
  const format = useFormat()
  const progress = useProgress(host)
  return progress && comingText(progress, strings, format)
}

const Note = ({ step, host }: { readonly step: Step; readonly host: HostView }) => {
  const strings = useStrings()
  const format = useFormat()
  if (step.state === 'active' && (step.id === 'loader' || step.id === 'image'))
    return <Coming host={host} />
  if (step.note !== undefined) return noteText(step.note, strings, format)
  return step.took === undefined ? null : format.duration(step.took)
}

type StepLineProps = {
  readonly step: Step
  readonly host: HostView
  readonly track: Tone
  /** Its word is where the Tab key stops. */
  readonly isStop: boolean
}

const StepLine = ({ step, host, track, isStop }: StepLineProps) => {
  const { steps, stepStates } = useStrings()
  const term = termOf[step.id]
  const { glyph, tone } = looksOf(step.state, track)
  return (
    <li className={styles.step} data-state={step.state} data-step={step.id}>
      <span className={toneStyles.tone} data-tone={tone}>
        <Glyph name={glyph} />
      </span>
      <span className={styles.name}>
        {term === undefined ? (
          steps[step.id]
        ) : (
          <Term of={term} tabIndex={isStop ? 0 : -1}>
            {steps[step.id]}
          </Term>
        )}
        <span className="visually-hidden">, {stepStates[step.state]}</span>
      </span>
      <span className={styles.note}>
        <Note step={step} host={host} />
      </span>
    </li>
  )
}

/** How far an arrow key leads from one word to another of the same track. */
const arrows: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 }

type TrackProps = {
  readonly host: HostView
  readonly steps: readonly Step[]
  readonly track: Tone
  readonly label: string
}

/** One way to boot. Its words are one stop for the Tab key; the arrow keys go from one to the next. */
const Track = ({ host, steps, track, label }: TrackProps) => {
  const [stop, setStop] = useState<string | undefined>(
    () => steps.find(({ id }) => termOf[id] !== undefined)?.id,
  )
  const keep = ({ target }: FocusEvent) => {
    setStop(target.closest<HTMLElement>('[data-step]')?.dataset['step'])
  }
  const lead = (event: KeyboardEvent<HTMLOListElement>) => {
    const words = [...event.currentTarget.querySelectorAll('dfn')]
    const by = arrows[event.key]
    const from = words.findIndex((word) => word === document.activeElement)
    if (by === undefined || from < 0) return
    event.preventDefault()
    words[Math.max(0, from + by)]?.focus()
  }
  return (
    <section aria-label={label} data-track={track}>
      <h3>{label}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the words within have the focus */}
      <ol onKeyDown={lead} onFocus={keep}>
        {steps.map((step) => (
          <StepLine key={step.id} step={step} host={host} track={track} isStop={step.id === stop} />
        ))}
      </ol>
    </section>
  )
}

/** Both ways a host can boot, step by step, with times. */
export const Tracks = ({ host }: { readonly host: HostView }) => {
  const { inspector } = useStrings()
  return (
    <div className={styles.tracks}>
      <Track host={host} steps={host.networkTrack} track="ok" label={inspector.network} />
      <Track host={host} steps={host.diskTrack} track="cache" label={inspector.disk} />
    </div>
  )
}
