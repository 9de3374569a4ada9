import type { ReactNode } from 'react'
import styles from './page.module.css'

export type PageProps = {
  readonly title: string
  /** One sentence: what this page is for. */
  readonly lead: string
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A page beside the bench: its name, what it is for, and its content. */
export const Page = ({ title, lead, actions, children }: PageProps) => (
  <section className={styles.page} aria-labelledby="page" data-pane tabIndex={-1}>
    <header className={styles.head}>
      <div>
        <h1 id="page">{title}</h1>
        <p>{lead}</p>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
    <div className={styles.body}>{children}</div>
  </section>
)
