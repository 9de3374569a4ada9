import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { InvalidArgumentError, type Command } from 'commander'
import { fromErrorData, LabError } from '../../shared/base/index.ts'
import { defaultFolder } from './flags.ts'
import { readAddress } from './screen-address.ts'
import { readApiError, type Contract } from '../../shared/contract/index.ts'

/** The API of a lab that runs in another process. */
export type RunningLab = ContractRouterClient<Contract>

/** The API's socket at a screen's address, as `lab` and `serve` print it. */
export const socketOf = (screen: URL): URL => {
  const socket = new URL('/api', screen)
  socket.protocol = 'ws:'
  socket.search = screen.search
  return socket
}

const socketAt = (text: string): URL => {
  const screen = URL.parse(text)
  if (screen?.protocol !== 'http:')
    throw new InvalidArgumentError('The address that `lab`, `serve` or `replay` printed.')
  return socketOf(screen)
}

/** Which running lab a command asks. */
export type LabPlace = { readonly lab: string; readonly at?: URL }

/** The options of a command that asks a running lab, the same for each. */
export const withLabPlace = (command: Command): Command =>
  command
    .option('--lab <folder>', 'where the lab is kept', defaultFolder())
    .option(
      '--at <address>',
      'what `lab`, `serve` or `replay` printed, instead of its folder',
      socketAt,
    )

/** Asks a running lab. The lab's own errors; `api.connection-lost`, in the words of `silence`, when it does not answer. */
export const askLab = async <T>(
  socket: URL,
  work: (lab: RunningLab) => Promise<T>,
  silence = `${socket.host} does not answer, or not to this token.`,
): Promise<T> => {
  const websocket = new WebSocket(socket)
  const lost = new Promise<never>((_resolve, reject) => {
    websocket.addEventListener('close', () => reject(new LabError('api.connection-lost', silence)))
  })
  try {
    return await Promise.race([work(createORPCClient(new RPCLink({ websocket }))), lost])
  } catch (error) {
    if (error instanceof LabError) throw error
    throw fromErrorData(readApiError(error), error)
  } finally {
    lost.catch(() => undefined)
    websocket.close()
  }
}

/** Asks the lab of a folder where it was served last. The errors of `askLab`, and `lab.not-found`. */
export const askLabIn = async <T>(
  folder: string,
  work: (lab: RunningLab) => Promise<T>,
): Promise<T> => {
  const kept = await readAddress(folder)
  if (kept === undefined) {
    throw new LabError('lab.not-found', `No lab was opened in ${folder} so far.`, { folder })
  }
  const socket = socketOf(new URL(`http://127.0.0.1:${kept.port}/?token=${kept.token}`))
  return askLab(
    socket,
    work,
    `The lab in ${folder} is not open: it does not answer at ${socket.host}.`,
  )
}

/** Asks the lab that a command names. The errors of `askLab` and `askLabIn`. */
export const askLabAt = <T>(
  { lab, at }: LabPlace,
  work: (lab: RunningLab) => Promise<T>,
): Promise<T> => (at === undefined ? askLabIn(lab, work) : askLab(at, work))
