import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { LabError } from '../../shared/base/index.ts'
import { hostReport, type HostReport } from '../../shared/protocol/index.ts'
import { readBody } from '../read-body.ts'

const largest = 64 * 1024

/** The report in a request's body. `LabError` `waiter.bad-request`. */
export const readReport = async (request: IncomingMessage): Promise<HostReport> => {
  const read = hostReport.safeParse(
    parseJson((await readBody(request, largest, tooLong)).toString()),
  )
  if (read.success) return read.data
  throw new LabError('waiter.bad-request', `The report is not one: ${z.prettifyError(read.error)}`)
}

const tooLong = () => new LabError('waiter.bad-request', 'The report is too long.', { largest })

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new LabError('waiter.bad-request', 'The report is not JSON.', {}, error)
  }
}
