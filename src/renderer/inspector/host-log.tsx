import {
  memo,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { profileOf } from '../../shared/deploy/index.ts'
import type { HostView } from '../../shared/host/index.ts'
import { severities, type Severity } from '../../shared/syslog/severity.ts'
import { Mention, placeOf } from '../place/mention.tsx'
import { useLab, useSeat, useUntil } from '../client/react.tsx'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { SearchField } from '../ui/search-field.tsx'
import type { Tone } from '../ui/tone.ts'
import tones from '../ui/tone.module.css'
import styles from './host-log.module.css'
import inspector from './inspector.module.css'
import type { ShownLine } from './show-log.ts'
import { useLog, useLogsState, type Log } from './use-log.ts'

const toneOf: Readonly<Record<Severity, Tone>> = {
  emergency: 'fail',
  alert: 'fail',
  critical: 'fail',
  error: 'fail',
  warning: 'cache',
  notice: 'net',
  info: 'mute',
  debug: 'mute',
}

/** Why there is nothing, and how a log comes here. */
const NoLog = ({ host }: { readonly host: HostView }) => {
  const { logs, phrase } = useStrings()
  const recording = useSeat() === 'recording'
  const state = useLogsState(!recording)
  const profile = useLab((lab) => profileOf(lab.state.document, host.association ?? {}))?.name
  if (recording) return <p className={inspector.quiet}>{logs.ofRecording}</p>
  if (state === undefined) return null
  return (
    <div className={styles.none}>
      <p>{logs.none}</p>
      <p className={inspector.quiet}>{logs.why}</p>
      <ul className={styles.places}>
        {state.listening.map((on) => (
          <li key={on}>
            <code>{on}</code>
          </li>
        ))}
      </ul>
      {state.problems.map((problem) => (
        <p key={problem} role="alert">
          {logs.notReceived(phrase(problem))}
        </p>
      ))}
      <p className={inspector.quiet}>
        {logs.setIt}{' '}
        {profile !== undefined && (
          <>
            {logs.profileOf} <Mention place={placeOf.profile(profile)}>{profile}</Mention>
          </>
        )}
      </p>
    </div>
  )
}

const Line = memo(({ line }: { readonly line: ShownLine }) => {
  const { logs } = useStrings()
  const { timeOfDay } = useFormat()
  return (
    <li>
      <time dateTime={new Date(line.at).toISOString()}>{timeOfDay(line.at)}</time>{' '}
      <span className={tones.tone} data-tone={toneOf[line.severity]}>
        {logs.severities[line.severity]}
      </span>{' '}
      <span lang="en">
        {line.program !== '' && <b>{line.program}: </b>}
        {line.text}
      </span>
    </li>
  )
})

/** px from the end of a list that are still its end. */
const nearEnd = 8

type LinesProps = {
  readonly label: string
  readonly shown: NonNullable<Log['shown']>
  readonly following: boolean
}

/** The end of a list stays in sight as it grows, for whom has it in sight; for others what they read, as earlier lines come. */
const Lines = ({ label, shown, following }: LinesProps) => {
  const list = useRef<HTMLOListElement>(null)
  const isAtEnd = useRef(true)
  const before = useRef({ reach: shown.reach, height: 0 })
  useEffect(() => {
    if (following) isAtEnd.current = true
  }, [following])
  useLayoutEffect(() => {
    const { current: box } = list
    if (box === null) return
    const { scrollHeight: height } = box
    if (isAtEnd.current) box.scrollTo({ top: height })
    else if (shown.reach !== before.current.reach) box.scrollTop += height - before.current.height
    // The button for earlier lines goes with what it offered.
    const isReached = shown.reach !== before.current.reach
    if (isReached && document.activeElement === document.body) box.focus({ preventScroll: true })
    before.current = { reach: shown.reach, height }
  }, [shown])
  return (
    <ol
      ref={list}
      className={styles.lines}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll what has the focus
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd
      }}
    >
      {shown.lines.map((line) => (
        <Line key={line.key} line={line} />
      ))}
    </ol>
  )
}

/** What of a log is not to be seen here. */
const LeftOut = ({
  shown: { isCut, lines, reach },
  isHeld,
  reachBack,
}: {
  readonly shown: NonNullable<Log['shown']>
  readonly isHeld: boolean
  readonly reachBack: () => void
}) => {
  const { logs } = useStrings()
  const { count } = useFormat()
  return (
    <>
      {isCut && (
        <p className={styles.leftOut}>
          {logs.cut(count(lines.length))}{' '}
          {reach === 'newest' && (
            <Button size="s" onClick={reachBack}>
              {logs.earlier}
            </Button>
          )}
        </p>
      )}
      {isHeld && <p className={styles.leftOut}>{logs.held}</p>}
    </>
  )
}

/** The lines that had come by the moment that is shown. */
const useByThen = (shown: Log['shown']): Log['shown'] => {
  const until = useUntil()
  return useMemo(
    () => shown && { ...shown, lines: shown.lines.filter(({ at }) => at < until) },
    [shown, until],
  )
}

/** What the host sent to the lab's log receiver: it outlives the host's restarts. */
export const HostLog = ({ host }: { readonly host: HostView }) => {
  const { logs } = useStrings()
  const [least, setLeast] = useState<Severity>('debug')
  const [text, setText] = useState('')
  const log = useLog({ sender: host.id, severity: least, text: useDeferredValue(text) })
  const { isHeld } = log
  const shown = useByThen(log.shown)
  const unfiltered = least === 'debug' && text === ''
  if (shown === undefined || log.shown === undefined) return null
  if (log.shown.lines.length === 0 && unfiltered) return <NoLog host={host} />
  return (
    <>
      <div className={styles.tools}>
        <select
          aria-label={logs.severity}
          value={least}
          onChange={({ currentTarget: { value } }) =>
            setLeast(severities.find((each) => each === value) ?? 'debug')
          }
        >
          {severities.toReversed().map((each) => (
            <option key={each} value={each}>
              {each === 'debug' ? logs.all : logs.andGraver(logs.severities[each])}
            </option>
          ))}
        </select>
        <SearchField label={logs.filter} value={text} onChange={setText} />
        <Button size="s" onClick={isHeld ? log.follow : log.hold}>
          {isHeld ? logs.follow : logs.pause}
        </Button>
      </div>
      <LeftOut shown={log.shown} isHeld={isHeld} reachBack={log.reachBack} />
      {shown.lines.length === 0 ? (
        <p className={inspector.quiet}>
          {log.shown.lines.length === 0 ? logs.nothingFits : logs.notYet}
        </p>
      ) : (
        <Lines label={logs.list(host.id)} shown={shown} following={!isHeld} />
      )}
    </>
  )
}
