import { useSnapshot } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import styles from './connection-banner.module.css'

/** Says that what is shown is not what happens now. */
export const ConnectionBanner = () => {
  const { link: texts } = useStrings()
  const lost = useSnapshot(({ link }) => link.kind === 'lost')
  return (
    <output className={styles.region}>
      {lost && (
        <p className={styles.banner}>
          <Glyph name="warn" />
          <strong>{texts.lost}</strong> {texts.lostText}
        </p>
      )}
    </output>
  )
}
