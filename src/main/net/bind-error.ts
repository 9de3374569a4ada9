import { LabError } from '../../shared/base/index.ts'
import type { Endpoint } from './network.ts'
import { findPortHolder, type Protocol } from './port-holder.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

const inUse = async (protocol: Protocol, at: Endpoint, error: unknown): Promise<LabError> => {
  const holder = await findPortHolder(protocol, at)
  const by =
    holder === undefined
      ? 'another program'
      : holder.pid === process.pid
        ? 'this program itself'
        : `${holder.program} (process ${String(holder.pid)})`
  return new LabError(
    'net.port-in-use',
    `${protocol.toUpperCase()} port ${String(at.port)} on ${at.address} is held by ${by}.`,
    {
      protocol,
      address: at.address,
      port: at.port,
      pid: holder?.pid ?? null,
      program: holder?.program ?? null,
    },
    error,
  )
}

/** What a failed bind means, as an error that says what to do. Anything unknown is given back as it is. */
export const bindError = async (
  protocol: Protocol,
  at: Endpoint,
  error: unknown,
): Promise<unknown> => {
  const where = { protocol, address: at.address, port: at.port }
  const port = `${protocol.toUpperCase()} port ${String(at.port)}`
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return inUse(protocol, at, error)
    case 'EACCES':
    case 'EPERM':
      return new LabError(
        'net.port-denied',
        `The system does not let this user open ${port}.`,
        where,
        error,
      )
    case 'EADDRNOTAVAIL':
      return new LabError(
        'net.address-absent',
        `This machine does not have the address ${at.address}.`,
        where,
        error,
      )
    case 'ENODEV':
      return new LabError('net.interface-changed', 'The interface is gone.', where, error)
    default:
      return error
  }
}
