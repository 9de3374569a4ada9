import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './toasts.module.css'

/** Takes a notice away, in its corner. */
export const DismissButton = ({ onClick }: { readonly onClick: () => void }) => {
  const { toasts } = useStrings()
  return (
    <Button
      size="s"
      variant="quiet"
      glyph="close"
      className={styles.close}
      aria-label={toasts.dismiss}
      onClick={onClick}
    />
  )
}
