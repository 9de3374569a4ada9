import { useState } from 'react'
import { assertNever } from '../../shared/base/index.ts'
import { goTo } from '../place/route.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { remedyFor } from '../strings/remedy.ts'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { isRecording, type Outcome, type Running as Under } from './desk.ts'
import styles from './imports.module.css'
import { useImportDesk, useImports } from './imports-provider.tsx'

type Of<K extends Outcome['kind']> = { readonly outcome: Extract<Outcome, { kind: K }> }

const Running = ({ name, step, pace }: Under) => {
  const { imports } = useStrings()
  const { bytes, duration } = useFormat()
  const desk = useImportDesk()
  const told = [
    step === undefined ? imports.starting : imports.phases[step.phase],
    step &&
      (step.total === undefined
        ? bytes(step.done)
        : imports.of(bytes(step.done), bytes(step.total))),
    pace && imports.rate(bytes(Math.round(pace.rate))),
    pace?.left === undefined
      ? undefined
      : imports.left(duration(Math.ceil(pace.left / 1000) * 1000)),
  ]
  return (
    <>
      <strong>{imports.title(name)}</strong>
      <progress
        aria-label={imports.title(name)}
        {...(step?.total === undefined ? {} : { value: step.done, max: Math.max(1, step.total) })}
      />
      <span className={styles.told}>{told.filter((part) => part !== undefined).join(' · ')}</span>
      <span className={styles.file}>{step?.file}</span>
      <Button size="s" glyph="close" onClick={desk.cancel}>
        {imports.cancel}
      </Button>
    </>
  )
}

const Dismiss = ({ id }: Pick<Outcome, 'id'>) => {
  const { imports } = useStrings()
  const { dismiss } = useImportDesk()
  return (
    <Button
      size="s"
      variant="quiet"
      glyph="close"
      aria-label={imports.close}
      onClick={() => dismiss(id)}
    />
  )
}

const Added = ({ outcome: { id, imageProfile } }: Of<'added'>) => {
  const { imports } = useStrings()
  const desk = useImportDesk()
  const show = () => {
    desk.dismiss(id)
    goTo({ page: 'images', item: imageProfile })
  }
  return (
    <>
      <Glyph name="ok" />
      <span className={styles.file}>{imports.added(imageProfile)}</span>
      <Button size="s" onClick={show}>
        {imports.show}
      </Button>
      <Dismiss id={id} />
    </>
  )
}

const Recording = ({ outcome: { id, name, url } }: Of<'recording'>) => {
  const { imports } = useStrings()
  const desk = useImportDesk()
  return (
    <>
      <Glyph name="play" />
      <span className={styles.file}>{imports.recording(name)}</span>
      {url !== undefined && (
        <a href={url} target="_blank" rel="noreferrer" onClick={() => desk.dismiss(id)}>
          {imports.lookAt}
        </a>
      )}
      <Dismiss id={id} />
    </>
  )
}

/** Errors that a person ends by saying one more word: which profile, or another name. */
const missing: Readonly<Record<string, 'profile' | 'name'>> = {
  'image.profile-unknown': 'profile',
  'image.profile-ambiguous': 'profile',
  'document.name-taken': 'name',
}

const Failed = ({ outcome: { id, name, trouble } }: Of<'failed'>) => {
  const strings = useStrings()
  const { imports, toasts, phrase } = strings
  const desk = useImportDesk()
  const [word, setWord] = useState('')
  const wanted = missing[trouble.code ?? '']
  const retry = () => desk.retry(id, wanted === undefined || word === '' ? {} : { [wanted]: word })
  return (
    <form
      className={styles.failed}
      onSubmit={(event) => {
        event.preventDefault()
        retry()
      }}
    >
      <Glyph name="fail" />
      <span className={styles.file}>
        <strong>{isRecording(name) ? imports.notOpened(name) : imports.failed(name)}.</strong>{' '}
        {phrase(trouble.message)} <b>{toasts.todo}:</b>{' '}
        {remedyFor(strings, trouble.code, trouble.remedy)}
      </span>
      {wanted !== undefined && (
        <label>
          {imports[wanted]}
          <input value={word} onChange={(event) => setWord(event.currentTarget.value)} />
        </label>
      )}
      <Button size="s" onClick={retry}>
        {imports.retry}
      </Button>
      <Dismiss id={id} />
    </form>
  )
}

const Told = ({ outcome }: { readonly outcome: Outcome }) => {
  switch (outcome.kind) {
    case 'added':
      return <Added outcome={outcome} />
    case 'recording':
      return <Recording outcome={outcome} />
    case 'failed':
      return <Failed outcome={outcome} />
    default:
      return assertNever(outcome)
  }
}

/** How the imports of this window go, on every page: the one under way, and a line for each that is over. */
export const ImportStrip = () => {
  const { imports } = useStrings()
  const { running, waiting, outcomes } = useImports()
  const { dismiss } = useImportDesk()
  if (running === undefined && outcomes.length === 0) return null
  return (
    <div className={styles.strips} aria-live="polite">
      {running !== undefined && (
        <section
          className={styles.strip}
          data-kind="running"
          aria-label={imports.title(running.name)}
          aria-live="off"
        >
          <Running {...running} />
          {waiting.length > 0 && <span>{imports.waiting(waiting.length)}</span>}
        </section>
      )}
      {outcomes.map((outcome) => (
        <section
          key={outcome.id}
          className={styles.strip}
          data-kind={outcome.kind}
          aria-label={imports.title(outcome.name)}
        >
          <Told outcome={outcome} />
        </section>
      ))}
      {outcomes.length > 1 && (
        <Button size="s" variant="quiet" onClick={() => dismiss()}>
          {imports.closeAll}
        </Button>
      )}
    </div>
  )
}
