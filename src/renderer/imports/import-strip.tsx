import { useState } from 'react'
import { assertNever } from '../../shared/base/index.ts'
import { goTo } from '../place/route.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { remedyFor } from '../strings/remedy.ts'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { isRecording, type ImportState } from './desk.ts'
import styles from './imports.module.css'
import { useImportDesk, useImports } from './imports-provider.tsx'

type Of<K extends ImportState['kind']> = Extract<ImportState, { kind: K }>

const Running = ({ state: { name, step, pace } }: { readonly state: Of<'running'> }) => {
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

const Dismiss = () => {
  const { imports } = useStrings()
  const { dismiss } = useImportDesk()
  return (
    <Button size="s" variant="quiet" glyph="close" aria-label={imports.close} onClick={dismiss} />
  )
}

const Added = ({ state: { imageProfile } }: { readonly state: Of<'added'> }) => {
  const { imports } = useStrings()
  const desk = useImportDesk()
  const show = () => {
    desk.dismiss()
    goTo({ page: 'images', item: imageProfile })
  }
  return (
    <>
      <Glyph name="ok" />
      <span className={styles.file}>{imports.added(imageProfile)}</span>
      <Button size="s" onClick={show}>
        {imports.show}
      </Button>
      <Dismiss />
    </>
  )
}

const Recording = ({ state: { name, url } }: { readonly state: Of<'recording'> }) => {
  const { imports } = useStrings()
  const desk = useImportDesk()
  return (
    <>
      <Glyph name="play" />
      <span className={styles.file}>{imports.recording(name)}</span>
      {url !== undefined && (
        <a href={url} target="_blank" rel="noreferrer" onClick={desk.dismiss}>
          {imports.lookAt}
        </a>
      )}
      <Dismiss />
    </>
  )
}

/** Errors that a person ends by saying one more word: which profile, or another name. */
const missing: Readonly<Record<string, 'profile' | 'name'>> = {
  'image.profile-unknown': 'profile',
  'image.profile-ambiguous': 'profile',
  'document.name-taken': 'name',
}

const Failed = ({ state: { name, trouble } }: { readonly state: Of<'failed'> }) => {
  const strings = useStrings()
  const { imports, toasts, phrase } = strings
  const desk = useImportDesk()
  const [word, setWord] = useState('')
  const wanted = missing[trouble.code ?? '']
  const retry = () => desk.retry(wanted === undefined || word === '' ? {} : { [wanted]: word })
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
      <Dismiss />
    </form>
  )
}

const Told = ({ state }: { readonly state: Exclude<ImportState, { kind: 'idle' }> }) => {
  switch (state.kind) {
    case 'running':
      return <Running state={state} />
    case 'added':
      return <Added state={state} />
    case 'recording':
      return <Recording state={state} />
    case 'failed':
      return <Failed state={state} />
    default:
      return assertNever(state)
  }
}

/** How the import of this window goes, on every page. */
export const ImportStrip = () => {
  const { imports } = useStrings()
  const { state, waiting } = useImports()
  if (state.kind === 'idle') return null
  return (
    <section
      className={styles.strip}
      data-kind={state.kind}
      aria-label={imports.title(state.name)}
      aria-live={state.kind === 'running' ? 'off' : 'polite'}
    >
      <Told state={state} />
      {waiting.length > 0 && <span>{imports.waiting(waiting.length)}</span>}
    </section>
  )
}
