import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { BundledScript, ScriptBundle } from '../../shared/document/index.ts'
import { useActions } from '../client/actions.tsx'
import { useLab, useReadOnly } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './profiles.module.css'
import { useDraft } from './use-draft.ts'

const Bundle = ({ bundle }: { readonly bundle: ScriptBundle }) => {
  const { deploy } = useStrings()
  const { edit } = useActions()
  const readOnly = useReadOnly()
  const saved = bundle.scripts ?? []
  const [typed, setTyped] = useDraft<readonly BundledScript[]>(saved)
  const scripts = typed ?? saved
  const write = (at: number, text: string) =>
    setTyped(scripts.map((script, index) => (index === at ? { ...script, text } : script)))
  const save = () => {
    edit({ kind: 'setScriptBundle', bundle: { name: bundle.name, scripts: [...scripts] } })
  }
  return (
    <fieldset className={styles.answers} disabled={readOnly}>
      <legend>
        {bundle.name} <span className={styles.quiet}>{deploy.scripts(saved.length)}</span>
      </legend>
      {scripts.map(({ name, text }, index) => (
        <Textarea
          key={name}
          label={deploy.script(name)}
          autosize
          minRows={2}
          classNames={{ input: styles.code }}
          value={text}
          onChange={(event) => write(index, event.currentTarget.value)}
        />
      ))}
      <Work>
        <div className={styles.buttons}>
          <Button
            size="s"
            variant="quiet"
            onClick={() =>
              setTyped([...scripts, { name: deploy.scriptName(scripts.length + 1), text: '' }])
            }
          >
            {deploy.addScript}
          </Button>
          <Button size="s" disabled={typed === undefined} onClick={save}>
            {deploy.save}
          </Button>
          <Button
            size="s"
            variant="quiet"
            onClick={() => edit({ kind: 'removeScriptBundle', name: bundle.name })}
          >
            {deploy.remove}
          </Button>
        </div>
      </Work>
    </fieldset>
  )
}

/** The script bundles of the lab and what their scripts say. */
export const ScriptBundles = () => {
  const { deploy } = useStrings()
  const { edit } = useActions()
  const bundles = useLab((lab) => lab.state.document.scriptBundles)
  const [name, setName] = useState('')
  const isTaken = bundles.some((each) => each.name === name.trim())
  return (
    <article className={styles.profile}>
      <h2>{deploy.bundles}</h2>
      <p className={styles.quiet}>{deploy.bundlesHow}</p>
      {bundles.length === 0 && <p className={styles.quiet}>{deploy.noBundles}</p>}
      {bundles.map((bundle) => (
        <Bundle key={bundle.name} bundle={bundle} />
      ))}
      <Work>
        <div className={styles.form}>
          <TextInput
            label={deploy.newBundle}
            value={name}
            maxLength={80}
            error={isTaken && deploy.takenBundle(name.trim())}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            disabled={name.trim() === '' || isTaken}
            onClick={() => {
              edit({ kind: 'setScriptBundle', bundle: { name: name.trim(), scripts: [] } })
              setName('')
            }}
          >
            {deploy.create}
          </Button>
        </div>
      </Work>
    </article>
  )
}
