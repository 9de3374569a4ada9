import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { BundledScript, ScriptBundle } from '../../shared/document/index.ts'
import { useActions } from '../client/actions.tsx'
import { useLab, useReadOnly } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { createMemory } from '../ui/memory.ts'
import styles from './profiles.module.css'
import { SaveBar } from './save-bar.tsx'
import { useTyping, type AllTyped } from './typed.ts'

/** The first name of the series that none of them has. */
export const freeName = (
  taken: readonly { readonly name: string }[],
  nth: (index: number) => string,
): string => {
  const names = new Set(taken.map(({ name }) => name))
  let index = taken.length + 1
  while (names.has(nth(index))) index += 1
  return nth(index)
}

type Scripts = { readonly scripts: readonly BundledScript[] }

const typedBundles = createMemory<AllTyped<Scripts>>(new Map())

const Bundle = ({ bundle }: { readonly bundle: ScriptBundle }) => {
  const { deploy } = useStrings()
  const { change } = useActions()
  const readOnly = useReadOnly()
  const { name } = bundle
  const saved = bundle.scripts ?? []
  const typing = useTyping(typedBundles, name, { scripts: saved })
  const { scripts } = typing.draft
  const put = (next: readonly BundledScript[]) => typing.type({ scripts: next })
  const save = () =>
    typing.save(change({ kind: 'setScriptBundle', bundle: { name, scripts: [...scripts] } }))
  const remove = () =>
    void change({ kind: 'removeScriptBundle', name }).then((made) => made && typing.discard())
  return (
    <fieldset className={styles.answers} disabled={readOnly}>
      <legend>
        {name} <span className={styles.quiet}>{deploy.scripts(saved.length)}</span>
      </legend>
      {scripts.map((script, index) => (
        <div key={script.name} className={styles.script}>
          <Textarea
            label={deploy.script(script.name)}
            autosize
            minRows={2}
            classNames={{ input: styles.code }}
            value={script.text}
            onChange={(event) =>
              put(scripts.with(index, { ...script, text: event.currentTarget.value }))
            }
          />
          <Work>
            <Button
              size="s"
              variant="quiet"
              glyph="close"
              title={deploy.takeScript(script.name)}
              aria-label={deploy.takeScript(script.name)}
              onClick={() => put(scripts.toSpliced(index, 1))}
            />
          </Work>
        </div>
      ))}
      <SaveBar typing={typing} onSave={save}>
        <Button
          variant="quiet"
          onClick={() =>
            put([...scripts, { name: freeName(scripts, deploy.scriptName), text: '' }])
          }
        >
          {deploy.addScript}
        </Button>
        <Button variant="quiet" onClick={remove}>
          {deploy.remove}
        </Button>
      </SaveBar>
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
