import { Tooltip } from '@mantine/core'
import { useStrings } from '../strings/index.tsx'
import styles from './nav-rail.module.css'
import { formatPlace, pages, usePlace, type Page } from '../place/route.ts'

const icons: Readonly<Record<Page, string>> = {
  bench: 'M3 4h6v16H3zM9 8h5M9 16h5M14 5h7v6h-7zM14 13h7v6h-7z',
  hosts: 'M4 3h16v5H4zM4 10h16v5H4zM4 17h16v4H4zM7 5.5h.1M7 12.5h.1M7 19h.1',
  rules:
    'M4 6h10M4 12h16M4 18h7M17 4a2 2 0 1 1 0 4a2 2 0 0 1 0-4M14 16a2 2 0 1 1 0 4a2 2 0 0 1 0-4',
  images: 'M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16M12 9.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5',
  profiles:
    'M7 3h10a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM9 8h6M9 12h6M9 16h4',
  lessons: 'M3 8l9-4 9 4-9 4zM7 10v5c3 2 7 2 10 0v-5M21 8v6',
  journal: 'M4 5h16M4 10h16M4 15h10M4 20h6',
  network: 'M12 4v5M6 20v-5h12v5M12 9v6M9 2h6v4H9zM3 20h6M15 20h6',
  settings:
    'M12 9a3 3 0 1 1 0 6a3 3 0 0 1 0-6M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2',
}

/** The pages that exist. */
export const NavRail = () => {
  const strings = useStrings()
  const { page } = usePlace()
  return (
    <nav className={styles.rail} aria-label={strings.app.pages} data-pane tabIndex={-1}>
      {pages.map((name) => (
        <Tooltip
          key={name}
          classNames={{ tooltip: styles.tip }}
          label={strings.pages[name]}
          position="right"
        >
          <a
            className={styles.link}
            href={formatPlace({ page: name })}
            aria-label={strings.pages[name]}
            aria-current={name === page ? 'page' : undefined}
          >
            <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
              <path d={icons[name]} />
            </svg>
            <span className={styles.name} aria-hidden="true">
              {strings.pages[name]}
            </span>
          </a>
        </Tooltip>
      ))}
    </nav>
  )
}
