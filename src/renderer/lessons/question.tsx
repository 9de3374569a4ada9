import { useActions, useDesk } from '../client/actions.tsx'
import { useReadOnly } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import type { Question } from './course.ts'
import styles from './lessons.module.css'

type AnswersProps = { readonly question: Question; readonly over: boolean }

const Answers = ({ question, over }: AnswersProps) => {
  const { answer } = useActions()
  const readOnly = useReadOnly()
  const busy = useDesk((desk) => desk.busy.has('lesson'))
  return (
    <ul className={styles.options}>
      {question.options.map(({ id, text }) => (
        <li key={id}>
          {readOnly || over ? (
            <span className={styles.option}>{text}</span>
          ) : (
            <Button busy={busy} onClick={() => answer(id)}>
              {text}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

export type QuestionCardProps = {
  readonly question: Question
  readonly compact?: boolean
  /** The lesson ended without an answer: its options are to be read, not pressed. */
  readonly over?: boolean
}

/** A question of the lesson: its options while it waits, or what was answered and why that is so. */
export const QuestionCard = ({ question, compact = false, over = false }: QuestionCardProps) => {
  const { lessons } = useStrings()
  const { answered, options } = question
  const textOf = (id: string): string => options.find((option) => option.id === id)?.text ?? id
  return (
    <section
      className={styles.question}
      data-open={answered === undefined && !over}
      data-compact={compact}
    >
      <h3>{question.question}</h3>
      {answered === undefined ? (
        <Answers question={question} over={over} />
      ) : (
        <>
          <p className={styles.answer}>
            <Pill tone={answered.right ? 'ok' : 'fail'} glyph={answered.right ? 'ok' : 'fail'}>
              {answered.right ? lessons.right : lessons.wrong}
            </Pill>
            {textOf(answered.answer)}
          </p>
          {!answered.right && <p>{lessons.solution(textOf(answered.solution))}</p>}
          <p className={styles.why}>{answered.why}</p>
        </>
      )}
    </section>
  )
}
