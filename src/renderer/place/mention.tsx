import type { ReactNode } from 'react'
import styles from './mention.module.css'
import { formatPlace, type Place } from './route.ts'

/** Where a thing of the lab is looked at. */
export const placeOf = {
  host: (host: string): Place => ({ page: 'hosts', host }),
  rule: (item: string): Place => ({ page: 'rules', item }),
  image: (item: string): Place => ({ page: 'images', item }),
  profile: (item: string): Place => ({ page: 'profiles', item }),
  lesson: (item: string): Place => ({ page: 'lessons', item }),
} as const

export type MentionProps = { readonly place: Place; readonly children: ReactNode }

/** The name of a thing, which leads to its place. */
export const Mention = ({ place, children }: MentionProps) => (
  <a className={styles.mention} href={formatPlace(place)}>
    {children}
  </a>
)

/** Several rules, each leading to its place. */
export const RuleMentions = ({ names }: { readonly names: readonly string[] }) =>
  names.map((name, place) => (
    <span key={name}>
      {place > 0 && ', '}
      <Mention place={placeOf.rule(name)}>{name}</Mention>
    </span>
  ))
