import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { profileOf, settingsFrom } from '../../shared/deploy/index.ts'
import { hostProfile } from '../../shared/document/schema.ts'
import { useActions } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './profiles.module.css'

/** A new host profile, empty or as a reference host is set. */
export const NewProfile = () => {
  const { deploy } = useStrings()
  const { edit } = useActions()
  const document = useLab((lab) => lab.state.document)
  const views = useLab((lab) => lab.view.hosts)
  const [name, setName] = useState('')
  const [reference, setReference] = useState('')
  const checked = [...views.values()].filter(({ configuration }) => configuration !== undefined)
  const isTaken = document.hostProfiles.some((each) => each.name === name.trim())
  const create = () => {
    const host = checked.find(({ id }) => id === reference)
    const like = host === undefined ? {} : profileOf(document, host.association ?? {})
    const made = hostProfile.parse({
      ...like,
      name: name.trim(),
      ...(host?.configuration && { settings: settingsFrom(host.configuration) }),
    })
    edit({ kind: 'setHostProfile', hostProfile: made })
    setName('')
  }
  return (
    <article className={styles.profile}>
      <h2>{deploy.newProfile}</h2>
      <p className={styles.quiet}>{deploy.newProfileHow}</p>
      <div className={styles.form}>
        <TextInput
          label={deploy.name}
          value={name}
          maxLength={80}
          error={isTaken && deploy.takenProfile(name.trim())}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={deploy.reference}
          data={[
            { value: '', label: deploy.noReference },
            ...checked.map(({ id }) => ({ value: id, label: id })),
          ]}
          value={reference}
          allowDeselect={false}
          onChange={(value) => setReference(value ?? '')}
        />
        <Button disabled={name.trim() === '' || isTaken} onClick={create}>
          {deploy.create}
        </Button>
      </div>
    </article>
  )
}
