import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What ships with the program: demo lab, lessons, recipes. The same place from the sources and from `out/main`. */
export const resourcesFolder = fileURLToPath(new URL('../../resources/', import.meta.url))

/** Kinds of servers, a file for each. */
export const vendorsFolder = join(resourcesFolder, 'vendors')

/** The built screen. */
export const rendererFolder = fileURLToPath(new URL('../../out/renderer/', import.meta.url))

type Environment = Readonly<Record<string, string | undefined>>

/** Where labs live when nothing else is said: the platform's own place for a program's data. */
export const dataFolder = (platform: NodeJS.Platform, env: Environment): string => {
  if (env.HEADWAITER_HOME !== undefined) return env.HEADWAITER_HOME
  switch (platform) {
    case 'win32':
      return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Headwaiter')
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Headwaiter')
    default:
      return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'headwaiter')
  }
}
