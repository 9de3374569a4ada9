import { plugSize } from './geometry.ts'
import styles from './plug.module.css'

/** The drawing of a plug: a body with its latch, and two prongs towards the socket. */
export const PlugShape = () => (
  <svg width={plugSize.width + plugSize.prongs} height={plugSize.height} aria-hidden="true">
    <rect className={styles.body} x="0.5" y="0.5" width={plugSize.width - 1} height="19" rx="4" />
    <path className={styles.ridge} d="M5 6v8M9 6v8M13 6v8" />
    <path className={styles.prong} d={`M${plugSize.width} 6h6M${plugSize.width} 14h6`} />
  </svg>
)
