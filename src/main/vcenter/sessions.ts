import { randomUUID } from 'node:crypto'
import type { Clock } from '../../shared/base/index.ts'

/** Who is logged in to the API. Times in ms since the epoch. */
export type Session = { readonly user: string; readonly createdAt: number; lastAccessAt: number }

export type Sessions = {
  /** Logs in by an `Authorization: Basic` header; returns the session's id, or undefined when refused. */
  open(authorization: string | undefined): string | undefined
  find(id: string | undefined): Session | undefined
  close(id: string): void
}

const basic = (
  authorization: string | undefined,
): { user: string; password: string } | undefined => {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization ?? '') ?? []
  if (encoded === undefined) return undefined
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { user, password: password.join(':') }
}

/** The most sessions kept; the oldest goes first. */
const most = 1000

/**
 * Sessions of the API. The lab's vCenter stands on loopback and knows no accounts: any user with a
 * password may log in. The session header still keeps web pages of other origins out.
 */
export const createSessions = (clock: Clock): Sessions => {
  const sessions = new Map<string, Session>()
  return {
    open: (authorization) => {
      const login = basic(authorization)
      if (login === undefined || login.user === '' || login.password === '') return undefined
      const [oldest] = sessions.keys()
      if (sessions.size >= most && oldest !== undefined) sessions.delete(oldest)
      const id = randomUUID().replaceAll('-', '')
      const now = clock.now()
      sessions.set(id, { user: login.user, createdAt: now, lastAccessAt: now })
      return id
    },
    find: (id) => {
      const session = sessions.get(id ?? '')
      if (session !== undefined) session.lastAccessAt = clock.now()
      return session
    },
    close: (id) => {
      sessions.delete(id)
    },
  }
}
