import { lazy, type ComponentType } from 'react'

/** A part of the screen that is fetched when it is first shown. */
export const fetched = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await load() }))

/** The page has nothing else to do, or has not had a moment for a quarter of a second. */
const idle = (): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 250 }))

/** A part that nobody looks at first: fetched once the picture around it is painted. */
export const fetchedNext = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  fetched(async () => {
    await idle()
    return load()
  })
