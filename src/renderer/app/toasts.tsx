import { useDesk, useDeskHandle } from '../client/actions.tsx'
import { useSeat } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { remedyFor } from '../strings/remedy.ts'
import { Glyph } from '../ui/glyph.tsx'
import { DismissButton } from './dismiss-button.tsx'
import { NextBootNotice } from './next-boot-notice.tsx'
import { formatPlace } from '../place/route.ts'
import styles from './toasts.module.css'

/**
 * What went wrong: what happened, why, and what to do; stays until dismissed. And what was chosen for one boot. Takes no
 * focus.
 */
export const Toasts = () => {
  const strings = useStrings()
  const { toasts, phrase, report } = strings
  const seat = useSeat()
  const desk = useDeskHandle()
  const notices = useDesk((state) => state.notices)
  return (
    <section className={styles.toasts} aria-label={toasts.region} aria-live="polite">
      {notices.map(({ id, title, message, remedy, code, dropped }) => (
        <article key={id} className={styles.toast} data-code={code}>
          <h3>
            <Glyph name="fail" />
            {title}
          </h3>
          <p>{phrase(message)}</p>
          {dropped > 0 && <p>{toasts.dropped(dropped)}</p>}
          <p className={styles.remedy}>
            <b>{toasts.todo}:</b> {remedyFor(strings, code, remedy)}
          </p>
          {seat === 'operator' && (
            <a href={formatPlace({ page: 'settings', form: 'report' })}>{report.link}</a>
          )}
          <DismissButton onClick={() => desk.dismiss(id)} />
        </article>
      ))}
      <NextBootNotice />
    </section>
  )
}
