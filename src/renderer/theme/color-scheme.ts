import {
  localStorageColorSchemeManager,
  useMantineColorScheme,
  type MantineColorScheme,
} from '@mantine/core'

const key = 'headwaiter-theme'

/** Where the choice of theme is kept, in this browser alone. */
export const colorSchemeManager = localStorageColorSchemeManager({ key })

/** Sets the theme before the first paint, so that nothing flashes. */
export const applyColorScheme = (root: HTMLElement): void => {
  const scheme = colorSchemeManager.get('auto')
  const light = scheme === 'auto' ? matchMedia('(prefers-color-scheme: light)').matches : false
  root.dataset.mantineColorScheme = scheme === 'light' || light ? 'light' : 'dark'
}

export const colorSchemes = ['auto', 'light', 'dark'] as const

/** The chosen theme and how to choose another. */
export const useColorScheme = (): {
  readonly scheme: MantineColorScheme
  readonly choose: (scheme: MantineColorScheme) => void
} => {
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return { scheme: colorScheme, choose: setColorScheme }
}
