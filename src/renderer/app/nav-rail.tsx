import { Tooltip } from '@mantine/core'
import { useStrings } from '../strings/index.tsx'
import styles from './nav-rail.module.css'
import { formatPlace, pages, usePlace, type Page } from './route.ts'

const icons: Readonly<Record<Page, string>> = {
  bench: 'M3 4h6v16H3zM9 8h5M9 16h5M14 5h7v6h-7zM14 13h7v6h-7z',
}

/** The pages that exist. */
export const NavRail = () => {
  const strings = useStrings()
  const { page } = usePlace()
  return (
    <nav className={styles.rail} aria-label={strings.app.pages}>
      {pages.map((name) => (
        <Tooltip key={name} label={strings.pages[name]} position="right">
          <a
            className={styles.link}
            href={formatPlace({ page: name })}
            aria-label={strings.pages[name]}
            aria-current={name === page ? 'page' : undefined}
          >
            <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
              <path d={icons[name]} />
            </svg>
          </a>
        </Tooltip>
      ))}
    </nav>
  )
}
