import { lazy, type ComponentType } from 'react'

/** A part of the screen that is fetched when it is first shown. */
export const fetched = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await load() }))
