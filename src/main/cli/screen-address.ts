import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ControlServer } from '../api/index.ts'
import { putFile } from '../files.ts'

/** Random bytes of a token; base64url makes four characters of three. */
const tokenBytes = 24

const screenAddress = z.object({
  /** 0 is a free one. */
  port: z.int().min(0).max(65_535),
  token: z.base64url().length((tokenBytes / 3) * 4),
})

/** What makes the address of a screen on loopback. */
export type ScreenAddress = z.infer<typeof screenAddress>

export const newToken = (): string => randomBytes(tokenBytes).toString('base64url')

const fileIn = (folder: string): string => join(folder, 'screen.json')

/** What others may read is no secret. Windows has no such bits: there the folder's permissions hold. */
const isOurs = async (file: string): Promise<boolean> =>
  process.platform === 'win32' || ((await stat(file)).mode & 0o077) === 0

/** The address kept in a lab's folder; undefined when there is none, it is damaged, or others may read it. */
export const readAddress = async (folder: string): Promise<ScreenAddress | undefined> => {
  const file = fileIn(folder)
  try {
    if (!(await isOurs(file))) return undefined
    return screenAddress.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}

const keepAddress = (folder: string, address: ScreenAddress): Promise<void> =>
  putFile(fileIn(folder), JSON.stringify(address), 0o600)

/**
 * Serves a lab's screen where it was served the time before, so that a page left open and a bookmark find it
 * again. `port` 0 stands for that port while it is free, else for any. A token holds at its own port alone: a
 * page that waits shows it to whoever has taken the port meanwhile. The errors of `serve`, and of a folder that
 * cannot be written.
 */
export const serveAtKept = async (
  folder: string,
  port: number,
  serve: (address: ScreenAddress) => Promise<ControlServer>,
): Promise<ControlServer> => {
  const kept = await readAddress(folder)
  if (kept !== undefined && (port === 0 || port === kept.port)) {
    try {
      return await serve(kept)
    } catch (error) {
      if (port !== 0) throw error
    }
  }
  const token = newToken()
  const screen = await serve({ port, token })
  try {
    await keepAddress(folder, { port: screen.port, token })
  } catch (error) {
    await screen.close()
    throw error
  }
  return screen
}
