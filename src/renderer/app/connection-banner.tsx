import { useLab, useSnapshot } from '../client/react.tsx'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
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

/** Says that this page cannot read the lab, and offers the page that can. */
export const Outdated = () => {
  const { link: texts } = useStrings()
  return (
    <p className={styles.banner}>
      <Glyph name="warn" />
      <strong>{texts.outdated}</strong> {texts.outdatedText}
      <Button glyph="reboot" onClick={() => location.reload()}>
        {texts.reload}
      </Button>
    </p>
  )
}

/** Says that what is shown is not what happens now. */
export const ConnectionBanner = () => {
  const { link: texts } = useStrings()
  const link = useSnapshot((snapshot) => snapshot.link.kind)
  return (
    <div className={styles.region}>
      <output>
        {link === 'lost' && (
          <p className={styles.banner}>
            <Glyph name="warn" />
            <strong>{texts.lost}</strong> {texts.lostText}
          </p>
        )}
        {link === 'outdated' && <Outdated />}
      </output>
      {link === 'live' && <CatchingUp />}
    </div>
  )
}
