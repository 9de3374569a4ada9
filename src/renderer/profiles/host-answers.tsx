import { TextInput } from '@mantine/core'
import { answersOf, customizationState, questionsOf } from '../../shared/deploy/index.ts'
import type { Answers } from '../../shared/document/index.ts'
import type { HostProfile } from '../../shared/document/schema.ts'
import { useActions } from '../client/actions.tsx'
import { useLab, useReadOnly } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import type { ProfileRow } from './columns.tsx'
import styles from './profiles.module.css'
import { useDraft } from './use-draft.ts'

type OneProps = { readonly host: string; readonly profile: HostProfile }

const looks = {
  valid: { tone: 'ok', glyph: 'ok' },
  invalid: { tone: 'cache', glyph: 'warn' },
  unknown: { tone: 'mute', glyph: 'skip' },
} as const

const AnswersOfHost = ({ host, profile }: OneProps) => {
  const { deploy, phrase } = useStrings()
  const { edit } = useActions()
  const readOnly = useReadOnly()
  const saved = useLab((lab) => answersOf(lab.state.document, host))
  const [typed = {}, setTyped] = useDraft<Answers>(saved)
  const answers = { ...saved, ...typed }
  const { status, problems } = customizationState(profile, saved)
  const isSaved = Object.keys(typed).length === 0
  const save = () => {
    edit({ kind: 'setCustomization', host, answers })
  }
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
            setTyped({ ...typed, [question]: value })
          }}
        />
      ))}
      <p className={styles.quiet}>{phrase(problems.join(' '))}</p>
      <Work>
        <Button size="s" disabled={isSaved} onClick={save}>
          {deploy.save}
        </Button>
      </Work>
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
