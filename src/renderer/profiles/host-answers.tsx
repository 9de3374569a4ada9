import { TextInput } from '@mantine/core'
import { answersOf, customizationState, questionsOf } from '../../shared/deploy/index.ts'
import type { Answers } from '../../shared/document/index.ts'
import type { HostProfile } from '../../shared/document/schema.ts'
import { useActions } from '../client/actions.tsx'
import { useLab, useReadOnly } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { createMemory } from '../ui/memory.ts'
import { Pill } from '../ui/pill.tsx'
import type { ProfileRow } from './columns.tsx'
import styles from './profiles.module.css'
import { SaveBar } from './save-bar.tsx'
import { useTyping, type AllTyped } from './typed.ts'

type OneProps = { readonly host: string; readonly profile: HostProfile }

const looks = {
  valid: { tone: 'ok', glyph: 'ok' },
  invalid: { tone: 'cache', glyph: 'warn' },
  unknown: { tone: 'mute', glyph: 'skip' },
} as const

const typedAnswers = createMemory<AllTyped<Answers>>(new Map())

const AnswersOfHost = ({ host, profile }: OneProps) => {
  const { deploy, phrase } = useStrings()
  const { change } = useActions()
  const readOnly = useReadOnly()
  const saved = useLab((lab) => answersOf(lab.state.document, host))
  const typing = useTyping<Answers>(typedAnswers, host, saved ?? {})
  const { draft: answers, type } = typing
  const { status, problems } = customizationState(profile, saved)
  return (
    <fieldset className={styles.answers} disabled={readOnly}>
      <legend>
        {host} <Pill {...looks[status]}>{deploy.status[status]}</Pill>
      </legend>
      {questionsOf(profile).map((question) => (
        <TextInput
          key={question}
          label={deploy.questions[question]}
          value={answers[question] ?? ''}
          maxLength={255}
          onChange={(event) => {
            const { value } = event.currentTarget
            type({ [question]: value })
          }}
        />
      ))}
      <p className={styles.quiet}>{phrase(problems.join(' '))}</p>
      <SaveBar
        typing={typing}
        onSave={() => typing.save(change({ kind: 'setCustomization', host, answers }))}
      />
    </fieldset>
  )
}

/** What the profile asks of the hosts that have it, and their answers. */
export const HostAnswers = ({ profile, hosts }: Pick<ProfileRow, 'profile' | 'hosts'>) => {
  const { deploy } = useStrings()
  if (questionsOf(profile).length === 0) return null
  return (
    <>
      <h3>{deploy.answers}</h3>
      <p className={styles.quiet}>{deploy.answersHow}</p>
      {hosts.map(({ id }) => (
        <AnswersOfHost key={id} host={id} profile={profile} />
      ))}
    </>
  )
}
