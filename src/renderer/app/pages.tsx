import { Suspense, type ComponentType } from 'react'
import { useStrings } from '../strings/index.tsx'
import { fetched } from '../ui/fetched.ts'
import { Glyph } from '../ui/glyph.tsx'
import { BenchPage } from './bench-page.tsx'
import styles from './pages.module.css'
import type { Page } from '../place/route.ts'

const components: Readonly<Record<Page, ComponentType>> = {
  bench: BenchPage,
  hosts: fetched(async () => (await import('../hosts/page.tsx')).HostsPage),
  rules: fetched(async () => (await import('../rules/page.tsx')).RulesPage),
  images: fetched(async () => (await import('../images/page.tsx')).ImagesPage),
  profiles: fetched(async () => (await import('../profiles/page.tsx')).ProfilesPage),
  lessons: fetched(async () => (await import('../lessons/page.tsx')).LessonsPage),
  journal: fetched(async () => (await import('../journal/page.tsx')).JournalPage),
  network: fetched(async () => (await import('../network/page.tsx')).NetworkPage),
  settings: fetched(async () => (await import('../settings/page.tsx')).SettingsPage),
}

const Loading = () => {
  const { app } = useStrings()
  return (
    <output className={styles.loading}>
      <Glyph name="spin" /> {app.loading}
    </output>
  )
}

/** The page the address names. */
export const PageView = ({ page }: { readonly page: Page }) => {
  const Content = components[page]
  return (
    <Suspense fallback={<Loading />}>
      <Content />
    </Suspense>
  )
}
