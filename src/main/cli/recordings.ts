import { serveWebSocket } from '../api/index.ts'
import { rendererFolder } from '../folders.ts'
import { programVersion } from '../open-lab.ts'
import { openRecording } from '../open-recording.ts'
import { sayError } from './output.ts'
import { newToken } from './screen-address.ts'
import type { Shell } from './shell.ts'

/** A lab file for a page of a browser. The errors of `openRecording`. */
export const openForBrowser = async (
  file: string,
  { clock, output }: Pick<Shell, 'clock' | 'output'>,
) =>
  openRecording({
    file,
    clock,
    platform: 'browser',
    version: await programVersion(),
    onUnexpected: (error) => sayError(output, error),
  })

/** Recordings that are looked at beside a lab: each has a page of its own, until the program ends. */
export const createRecordings = (shell: Pick<Shell, 'clock' | 'output'>) => {
  const closers: (() => Promise<void>)[] = []
  return {
    /** Opens a lab file; the address of its page. The errors of `openRecording`. */
    show: async (file: string): Promise<string> => {
      const recording = await openForBrowser(file, shell)
      closers.push(() => recording.stop())
      const screen = await serveWebSocket({
        router: recording.router,
        port: 0,
        token: newToken(),
        staticDir: rendererFolder,
      })
      closers.push(() => screen.close())
      return screen.url
    },
    close: async (): Promise<void> => {
      for (const close of closers.splice(0).toReversed()) await close()
    },
  }
}
