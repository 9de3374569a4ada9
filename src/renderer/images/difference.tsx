import type { ImageDifference } from '../../shared/image/index.ts'
import { useStrings } from '../strings/index.tsx'
import styles from './work.module.css'

/** How two images differ, as three short lists. */
export const Difference = ({ difference }: { readonly difference: ImageDifference }) => {
  const { compare } = useStrings().imageWork
  const { added, removed, changed, by, same } = difference
  const short = (version: string) => (by === 'files' ? version.slice(0, 12) : version)
  return (
    <div className={styles.difference}>
      {[[compare.added, added] as const, [compare.removed, removed] as const].map(
        ([label, list]) =>
          list.length > 0 && (
            <section key={label} aria-label={label}>
              <h3>{label}</h3>
              <ul>
                {list.map(({ name, version }) => (
                  <li key={name}>
                    {name} <code>{short(version)}</code>
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
      {changed.length > 0 && (
        <section aria-label={compare.changed}>
          <h3>{compare.changed}</h3>
          <ul>
            {changed.map(({ name, from, to, newer }) => (
              <li key={name}>
                {name} <code>{short(from)}</code> → <code>{short(to)}</code>
                {newer === undefined ? '' : ` (${newer ? compare.newer : compare.older})`}
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>{compare.same(same, compare.by[by])}</p>
    </div>
  )
}
