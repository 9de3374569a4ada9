import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { LabError } from '../../shared/base/index.ts'
import { hostReport, type HostReport } from '../../shared/protocol/index.ts'

const largest = 64 * 1024

/** The report in a request's body. `LabError` `waiter.bad-request`. */
export const readReport = async (request: IncomingMessage): Promise<HostReport> => {
  const read = hostReport.safeParse(parseJson(await bodyOf(request)))
  if (read.success) return read.data
  throw new LabError('waiter.bad-request', `The report is not one: ${z.prettifyError(read.error)}`)
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largest)
      throw new LabError('waiter.bad-request', 'The report is too long.', { largest })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new LabError('waiter.bad-request', 'The report is not JSON.', {}, error)
  }
}
