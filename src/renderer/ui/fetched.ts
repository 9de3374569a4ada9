import { lazy, type ComponentType } from 'react'

/** ms between two tries to fetch a part while the lab is away. */
const pause = 1000

const isServed = (): Promise<boolean> =>
  fetch('.', { method: 'HEAD' }).then(
    () => true,
    () => false,
  )

/**
 * A page that has lost its lab waits for what it had not fetched before. Where the lab is there and has no such part, it is
 * of another version than the page, and the error is told.
 */
const patiently = async <T>(load: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await load()
    } catch {
      if (await isServed()) return load()
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

/** A part of the screen that is fetched when it is first shown. */
export const fetched = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await patiently(load) }))

/** The page has nothing else to do, or has not had a moment for a quarter of a second. */
const idle = (): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 250 }))

/** A part that nobody looks at first: fetched once the picture around it is painted. */
export const fetchedNext = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  fetched(async () => {
    await idle()
    return load()
  })
