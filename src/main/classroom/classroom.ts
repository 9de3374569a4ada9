import { randomInt } from 'node:crypto'
import { LabError, type Clock } from '../../shared/base/index.ts'
import type { ClassroomPlace, Invitation } from '../../shared/contract/index.ts'
import { serveOnlookers, type ApiDeps, type ApiRouter } from '../api/index.ts'
import { listInterfaces } from '../net/index.ts'
import type { Record } from '../record.ts'
import { tellInTurn } from './attendance.ts'

/** Screens at once. */
const mostScreens = 64

/** Letters and digits that nobody takes for another when they stand on a wall. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
/** 49 bits: not to be guessed over a network. */
const codeLength = 10

const newCode = (): string =>
  Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('')

/** Lets other computers look on, by a listener of its own, on one address, for as long as somebody wants it. */
export type Classroom = ApiDeps['classroom']

type Open = { readonly on: string; readonly invitation: Invitation; end(): Promise<void> }

export const createClassroom = ({
  router,
  screenFolder,
  record,
  clock,
}: {
  /** What the screens may ask. */
  readonly router: () => ApiRouter
  /** The built screen. */
  readonly screenFolder: string
  readonly record: Record
  readonly clock: Clock
}): Classroom => {
  let current: Promise<Open> | undefined

  const places = (): readonly ClassroomPlace[] =>
    listInterfaces().map(({ name, address }) => ({ interface: name, address }))

  const start = async (address: string, port: number): Promise<Open> => {
    await using opening = new AsyncDisposableStack()
    const over = new AbortController()
    opening.defer(() => over.abort())
    const code = newCode()
    const server = await serveOnlookers({
      router: router(),
      host: address,
      port,
      token: code,
      clock,
      staticDir: screenFolder,
      audience: {
        most: mostScreens,
        changed: tellInTurn(
          (screens) => record({ type: 'classroom.attended', screens }),
          over.signal,
        ),
      },
    })
    opening.defer(() => server.close())
    const on = `${address}:${server.port}`
    await record({ type: 'classroom.opened', on })
    const opened = opening.move()
    return {
      on,
      invitation: { url: `http://${on}/${code}`, code },
      end: () => opened.disposeAsync(),
    }
  }

  return {
    places,
    open: async ({ address, port }) => {
      if (current !== undefined) {
        throw new LabError('classroom.open', 'The classroom is open already.')
      }
      if (!places().some((place) => place.address === address)) {
        throw new LabError(
          'net.address-absent',
          `This machine does not have the address ${address}.`,
          {
            address,
          },
        )
      }
      current = start(address, port)
      try {
        return (await current).invitation
      } catch (error) {
        current = undefined
        throw error
      }
    },
    invitation: async () => (await current?.catch(() => undefined))?.invitation,
    close: async () => {
      const closing = await current?.catch(() => undefined)
      if (closing === undefined) return
      current = undefined
      await closing.end()
      await record({ type: 'classroom.closed', on: closing.on })
    },
  }
}
