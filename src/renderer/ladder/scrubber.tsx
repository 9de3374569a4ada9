/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a range input could not show the stretches and marks */
import { memo, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { placeAfter } from '../client/facts.ts'
import { useLab, useLabStore, useSeat } from '../client/react.tsx'
import { useHiddenSince } from '../lessons/course-provider.tsx'
import { sentenceOf } from '../strings/narrative.ts'
import { createTimeControls } from '../client/time.ts'
import { isTelling } from '../wire/telling.ts'
import { useFormat, useLanguage, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import type { Phase } from '../wire/phases.ts'
import {
  clusterMarks,
  createTimeline,
  elapsed,
  fractionOf,
  nextMark,
  placeAt,
  spansOf,
  type Span,
  type Timeline,
} from '../wire/timeline.ts'
import styles from './scrubber.module.css'

const percent = (fraction: number): string => `${(fraction * 100).toFixed(2)}%`

const fills: Readonly<Record<Phase, string>> = {
  idle: 'transparent',
  net: 'var(--net-fill)',
  ok: 'var(--ok-fill)',
  cache: 'var(--cache-fill)',
  fail: 'var(--fail-fill)',
}

const gradient = (spans: readonly Span[]): string => {
  const stops = spans.map(
    ({ from, to, phase }) => `${fills[phase]} ${percent(from)} ${percent(to)}`,
  )
  return stops.length === 0 ? 'none' : `linear-gradient(to right, ${stops.join(', ')})`
}

/**
 * The coloured stretches: what the lab was at. One picture, for a long day has hundreds, and an element for each took
 * more memory than the facts.
 */
const Stretches = memo(({ timeline }: { readonly timeline: Timeline }) => {
  const { phases } = useStrings().scrubber
  const spans = useMemo(() => spansOf(timeline), [timeline])
  const [pointed, setPointed] = useState<Phase>()
  return (
    <span
      className={styles.stretches}
      title={pointed && phases[pointed]}
      style={{ backgroundImage: gradient(spans) }}
      onPointerMove={({ currentTarget, clientX }) => {
        const { left, width } = currentTarget.getBoundingClientRect()
        const fraction = (clientX - left) / width
        setPointed(spans.find(({ to }) => to >= fraction)?.phase)
      }}
    />
  )
})
Stretches.displayName = 'Stretches'

/** What was done. Drawn anew when the journal has grown, not for each moment that is looked at. */
const Marks = memo(({ timeline }: { readonly timeline: Timeline }) => {
  const language = useLanguage()
  const { marks } = language.strings.scrubber
  const hidden = useHiddenSince()
  const clusters = useMemo(() => clusterMarks(timeline), [timeline])
  return clusters.map(({ place, kind, recorded: { seq, fact }, count }) => {
    if (hidden !== undefined && seq > hidden && isTelling(fact)) return null
    const text = sentenceOf(fact, language)
    return (
      <span
        key={place}
        className={styles.mark}
        data-kind={kind}
        title={count > 1 ? marks.many(text, count - 1) : text}
        style={{ left: percent(fractionOf(timeline, place)) }}
      />
    )
  })
})
Marks.displayName = 'Marks'

/** The track of the whole journal. Held at a point, every panel shows the lab as it was then. */
export const Scrubber = () => {
  const { scrubber } = useStrings()
  const format = useFormat()
  const store = useLabStore()
  const time = useMemo(() => createTimeControls(store), [store])
  const reader = useMemo(() => createTimeline(), [])
  const facts = useLab((lab) => lab.facts)
  const count = useLab((lab) => lab.count)
  const heldAt = useLab((lab) => lab.heldAt)
  const seat = useSeat()
  const timeline = reader.read(facts, count)
  const place = heldAt === undefined ? count - 1 : placeAfter(facts, heldAt) - 1
  const clockAt = (at: number): string =>
    format.clock(elapsed(timeline.openings, at, facts.at(Math.max(0, at))?.at ?? 0))
  const now = clockAt(place)

  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const fraction = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
    const seq = facts.at(placeAt(timeline, fraction))?.seq
    if (seq === undefined) return
    if (fraction > 0.995) time.live()
    else time.hold(seq)
  }

  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => time.step(-1),
    ArrowDown: () => time.step(-1),
    ArrowRight: () => time.step(1),
    ArrowUp: () => time.step(1),
    PageDown: () => Array.from({ length: 10 }).forEach(() => time.step(-1)),
    PageUp: () => Array.from({ length: 10 }).forEach(() => time.step(1)),
    Home: () => time.hold(facts.at(0)?.seq ?? 0),
    End: time.live,
  }

  const toMark = (way: 1 | -1) => {
    const next = nextMark(timeline, place, way)
    const seq = next === undefined ? undefined : facts.at(next)?.seq
    if (seq !== undefined) time.hold(seq)
    else if (way === 1) time.live()
  }

  const withCtrl: typeof keys = {
    ArrowLeft: () => toMark(-1),
    ArrowRight: () => toMark(1),
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const act = (event.ctrlKey || event.metaKey ? withCtrl : keys)[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }

  const live = heldAt === undefined
  const newest = seat === 'recording' ? scrubber.end : scrubber.live
  return (
    <div className={styles.scrubber} data-live={live}>
      <Button
        glyph="dot"
        size="s"
        className={styles.live}
        aria-pressed={live}
        title={live ? newest.is : newest.go}
        onClick={time.live}
      >
        {newest.name}
      </Button>
      <span className={styles.clock}>{now}</span>
      <div
        className={styles.track}
        role="slider"
        tabIndex={0}
        aria-label={scrubber.label}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, count)}
        aria-valuenow={Math.max(1, place + 1)}
        aria-valuetext={scrubber.at(now, place + 1, count)}
        title={scrubber.keys}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          point(event)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) point(event)
        }}
      >
        <span className={styles.rail}>
          <Stretches timeline={timeline} />
          {!live && (
            <span
              className={styles.after}
              style={{ left: percent(fractionOf(timeline, place)), right: 0 }}
            />
          )}
        </span>
        <Marks timeline={timeline} />
        <span
          className={styles.thumb}
          style={{ left: percent(live ? 1 : fractionOf(timeline, place)) }}
        />
      </div>
      <span className={styles.clock}>{clockAt(count - 1)}</span>
    </div>
  )
}
