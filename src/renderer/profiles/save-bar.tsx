import type { ReactNode } from 'react'
import { Work } from '../client/work.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './profiles.module.css'
import type { Typing } from './typed.ts'

export type SaveBarProps = {
  readonly typing: Pick<Typing<never>, 'isSaved' | 'isOvertaken' | 'busy' | 'discard'>
  /** What is typed cannot be read. */
  readonly isWrong?: boolean
  readonly onSave: () => void
  readonly children?: ReactNode
}

/** What is done with what was typed: saved, or discarded. */
export const SaveBar = ({ typing, isWrong = false, onSave, children }: SaveBarProps) => {
  const { deploy } = useStrings()
  const { isSaved, busy, discard } = typing
  return (
    <Work>
      {typing.isOvertaken && (
        <Trouble quiet message={deploy.overtaken} remedy={deploy.overtakenRemedy} />
      )}
      <div className={styles.buttons}>
        <Button variant="primary" busy={busy} disabled={isSaved || isWrong} onClick={onSave}>
          {isSaved ? deploy.saved : deploy.save}
        </Button>
        {!isSaved && <Button onClick={discard}>{deploy.discard}</Button>}
        {children}
      </div>
    </Work>
  )
}
