import styles from './keys.module.css'

/** The keys of a shortcut, written as on the keyboard: `Ctrl K`. */
export const Keys = ({ children }: { readonly children: string }) => (
  <kbd className={styles.keys}>{children}</kbd>
)
