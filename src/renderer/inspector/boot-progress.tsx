import type { BootProgress, Fallback, HostView } from '../../shared/host/index.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Evidence } from './evidence.tsx'
import styles from './inspector.module.css'
import { useProgress } from './use-progress.ts'
import whyStyles from './why.module.css'

const Figures = ({ progress }: { readonly progress: BootProgress }) => {
  const { progress: texts } = useStrings().inspector
  const format = useFormat()
  const { files, bytes, rate, eta, stuckSince } = progress
  return (
    <>
      <dt>{texts.for}</dt>
      <dd>{format.duration(progress.for)}</dd>
      {bytes !== undefined && (
        <>
          <dt>{texts.received}</dt>
          <dd>
            {files !== undefined && `${texts.files(files.done, files.of)} · `}
            {format.bytes(bytes.done)}
            {bytes.of !== undefined && ` / ${format.bytes(bytes.of)}`}
          </dd>
        </>
      )}
      {rate !== undefined && (
        <>
          <dt>{texts.rate}</dt>
          <dd>{format.bytes(Math.round(rate))}/s</dd>
        </>
      )}
      {eta !== undefined && (
        <>
          <dt>{texts.left}</dt>
          <dd>{format.duration(eta)}</dd>
        </>
      )}
      {stuckSince !== undefined && (
        <>
          <dt>{texts.stuck}</dt>
          <dd data-testid="stuck">{format.timeOfDay(stuckSince)}</dd>
        </>
      )}
    </>
  )
}

/** Nobody saw it turn to its disk: what speaks for that, and how much. */
const Verdict = ({ fallback }: { readonly fallback: Fallback }) => {
  const { inspector } = useStrings()
  const { timeOfDay } = useFormat()
  const { verdicts, confidence, silentSince } = inspector.progress
  return (
    <>
      <dt>{inspector.progress.verdict}</dt>
      <dd data-testid="fallback" data-verdict={fallback.verdict}>
        {verdicts[fallback.verdict]} ({confidence[fallback.confidence]}).{' '}
        {silentSince(timeOfDay(fallback.silentSince))}
        <span className={whyStyles.evidence}>
          <Evidence of={fallback.evidence.slice(-6)} />
        </span>
      </dd>
    </>
  )
}

/** How far a boot is, and what became of one that fell silent; nothing for a host at rest. */
export const BootProgressSection = ({ host }: { readonly host: HostView }) => {
  const { inspector, hostStates } = useStrings()
  const progress = useProgress(host)
  if (progress === undefined && host.fallback === undefined) return null
  return (
    <section className={styles.section} aria-label={inspector.progress.title}>
      <dl className={styles.pairs}>
        {progress !== undefined && (
          <>
            <dt>{inspector.progress.stage}</dt>
            <dd>{hostStates[host.state]}</dd>
            <Figures progress={progress} />
          </>
        )}
        {host.fallback !== undefined && <Verdict fallback={host.fallback} />}
      </dl>
    </section>
  )
}
