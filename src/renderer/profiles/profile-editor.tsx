import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import {
  cacheFieldTexts,
  cacheOptionTexts,
  usualFirstDisk,
} from '../../shared/deploy/cache-options.ts'
import { systemImageCache, type HostProfile } from '../../shared/document/schema.ts'
import { useActions } from '../client/actions.tsx'
import { useReadOnly } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { createMemory } from '../ui/memory.ts'
import { draftOf, readDraft, type ProfileDraft } from './profile-form.ts'
import styles from './profiles.module.css'
import { SaveBar } from './save-bar.tsx'
import { useTyping, type AllTyped } from './typed.ts'

type Change = (part: Partial<ProfileDraft>) => void
type FieldsProps = { readonly draft: ProfileDraft; readonly change: Change }

/** System Image Cache Configuration, in the vendor's words. */
const CacheFields = ({ draft, change }: FieldsProps) => {
  const { profiles, deploy, phrase } = useStrings()
  const mode = draft.systemImageCache
  const isUsb = mode.endsWith('Usb')
  return (
    <>
      <Select
        className={styles.select}
        label={phrase(cacheFieldTexts.title)}
        description={profiles.modes[mode]}
        data={systemImageCache.options.map((value) => ({
          value,
          label: value === 'none' ? profiles.modes.none : phrase(cacheOptionTexts[value]),
        }))}
        value={mode}
        allowDeselect={false}
        onChange={(value) => {
          const chosen = systemImageCache.options.find((each) => each === value)
          if (chosen !== undefined) change({ systemImageCache: chosen })
        }}
      />
      {mode !== 'none' && (
        <>
          {!isUsb && (
            <TextInput
              label={phrase(cacheFieldTexts.firstDisk)}
              description={deploy.space}
              placeholder={usualFirstDisk}
              value={draft.firstDisk}
              onChange={(event) => change({ firstDisk: event.currentTarget.value })}
            />
          )}
          {!isUsb && (
            <Checkbox
              label={phrase(cacheFieldTexts.overwriteVmfs)}
              checked={draft.overwriteVmfs}
              onChange={(event) => change({ overwriteVmfs: event.currentTarget.checked })}
            />
          )}
          <Checkbox
            label={phrase(cacheFieldTexts.ignoreSsd)}
            checked={draft.ignoreSsd}
            onChange={(event) => change({ ignoreSsd: event.currentTarget.checked })}
          />
        </>
      )}
    </>
  )
}

const Origin = ({
  draft,
  change,
  field,
}: FieldsProps & { readonly field: 'hostName' | 'managementAddress' }) => {
  const { deploy } = useStrings()
  const origins = ['dhcp', 'perHost'] as const
  return (
    <Select
      label={deploy[field]}
      data={origins.map((value) => ({ value, label: deploy.perHost[value] }))}
      value={draft[field]}
      allowDeselect={false}
      onChange={(value) => {
        const chosen = origins.find((each) => each === value)
        if (chosen !== undefined) change({ [field]: chosen })
      }}
    />
  )
}

const SettingFields = ({ draft, change }: FieldsProps) => {
  const { deploy } = useStrings()
  const texts = [
    ['ntp', 'NTP', deploy.lists, '10.0.0.1'],
    ['dns', 'DNS', deploy.lists, '10.0.0.1'],
    ['syslog', 'Syslog.global.logHost', undefined, 'udp://10.0.0.2:514'],
    ['dumpCollector', deploy.dumpCollector, undefined, '10.0.0.3:6500'],
  ] as const
  return (
    <>
      <Origin draft={draft} change={change} field="hostName" />
      <Origin draft={draft} change={change} field="managementAddress" />
      {texts.map(([field, label, description, placeholder]) => (
        <TextInput
          key={field}
          label={label}
          description={description}
          placeholder={placeholder}
          value={draft[field]}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
        />
      ))}
      <Textarea
        label={deploy.users}
        description={deploy.usersHow}
        autosize
        minRows={1}
        value={draft.users}
        onChange={(event) => change({ users: event.currentTarget.value })}
      />
    </>
  )
}

/** Host profiles with changes that are not saved. */
export const typedProfiles = createMemory<AllTyped<ProfileDraft>>(new Map())

/** All that a host profile says, to be changed and saved as one version of the lab. */
export const ProfileEditor = ({ profile }: { readonly profile: HostProfile }) => {
  const { deploy, profiles, phrase } = useStrings()
  const { change } = useActions()
  const readOnly = useReadOnly()
  const typing = useTyping(typedProfiles, profile.name, draftOf(profile))
  const { draft, type } = typing
  const read = readDraft(profile.name, draft)
  const save = () => {
    if (read.kind !== 'profile') return
    typing.save(change({ kind: 'setHostProfile', hostProfile: read.profile }))
  }
  const remove = () =>
    void change({ kind: 'removeHostProfile', name: profile.name }).then(
      (made) => made && typing.discard(),
    )
  return (
    <fieldset className={styles.form} disabled={readOnly}>
      <CacheFields draft={draft} change={type} />
      <h3>{profiles.settings}</h3>
      <SettingFields draft={draft} change={type} />
      {read.kind === 'wrong' && (
        <p role="alert" className={styles.wrong}>
          {read.place}: {phrase(read.message)}
        </p>
      )}
      <SaveBar typing={typing} isWrong={read.kind === 'wrong'} onSave={save}>
        <Button variant="quiet" onClick={remove}>
          {deploy.remove}
        </Button>
      </SaveBar>
      <p className={styles.quiet}>{profiles.notYet}</p>
    </fieldset>
  )
}
