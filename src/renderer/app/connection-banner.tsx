import { useLab, useSnapshot } from '../client/react.tsx'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { farBehind } from '../client/store.ts'
import styles from './connection-banner.module.css'

/** How far this window is on its way to the present, when it has much to read; else nothing. */
const CatchingUp = () => {
  const { link: texts } = useStrings()
  const format = useFormat()
  const of = useLab((lab) => lab.joinedAt)
  const done = useLab((lab) => lab.head.seq)
  if (of - done < farBehind) return null
  return (
    <p className={styles.banner} data-catching-up>
      <Glyph name="spin" />
      <strong>{texts.catchingUp}</strong>{' '}
      {texts.catchingUpText(format.count(done), format.count(of))}
      <progress max={of} value={done} aria-label={texts.catchingUp} />
    </p>
  )
}

/** Says that what is shown is not what happens now. */
export const ConnectionBanner = () => {
  const { link: texts } = useStrings()
  const lost = useSnapshot(({ link }) => link.kind === 'lost')
  return (
    <div className={styles.region}>
      <output>
        {lost && (
          <p className={styles.banner}>
            <Glyph name="warn" />
            <strong>{texts.lost}</strong> {texts.lostText}
          </p>
        )}
      </output>
      {!lost && <CatchingUp />}
    </div>
  )
}
