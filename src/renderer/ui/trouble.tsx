import { useStrings } from '../strings/index.tsx'
import { Glyph } from './glyph.tsx'
import styles from './trouble.module.css'

export type TroubleProps = {
  readonly message: string
  readonly remedy: string
  /** Something is missing yet; nothing is wrong. */
  readonly quiet?: boolean
}

/** What is wrong and what to do, beside the thing it is about. */
export const Trouble = ({ message, remedy, quiet = false }: TroubleProps) => {
  const { toasts, phrase } = useStrings()
  return (
    <div className={styles.trouble} data-quiet={quiet}>
      <Glyph name={quiet ? 'info' : 'fail'} />
      <p>
        {phrase(message)}{' '}
        <span>
          <b>{toasts.todo}:</b> {remedy}
        </span>
      </p>
    </div>
  )
}
