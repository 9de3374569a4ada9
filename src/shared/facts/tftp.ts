import { z } from 'zod'
import { bytes, hostId, ms } from './common.ts'

/** `transfer` is unique within a run of the server: `address:port/n`. */
const transfer = {
  transfer: z.string(),
  file: z.string(),
  host: hostId.optional(),
  client: z.string(),
}

/** What the TFTP server heard and said: a fact at each end of a transfer, and now and then between them. */
export const tftpFacts = [
  z.object({
    type: z.literal('tftp.requested'),
    ...transfer,
    /** Options the client asked for, as it wrote them. */
    options: z.record(z.string(), z.string()),
    size: bytes,
    blockSize: z.int(),
    windowSize: z.int(),
  }),
  /** So much of a slow file is there: told now and then for as long as its client takes more. */
  z.object({
    type: z.literal('tftp.underWay'),
    ...transfer,
    /** Bytes that the client has acknowledged, of the file's. */
    bytes,
    size: bytes,
    /** Bytes a second since the request. */
    rate: z.number().nonnegative(),
    /** Until its end at that rate. */
    remaining: ms,
  }),
  z.object({
    type: z.literal('tftp.sent'),
    ...transfer,
    bytes,
    blocks: z.int(),
    resent: z.int(),
    took: ms,
  }),
  /** The client ended it: ERROR 8 after an option reply is a size probe, not a failure. */
  z.object({
    type: z.literal('tftp.probed'),
    ...transfer,
    size: bytes,
  }),
  z.object({
    type: z.literal('tftp.failed'),
    ...transfer,
    cause: z.enum(['clientError', 'timeout', 'unplugged', 'readError', 'stopped']),
    message: z.string(),
    bytes,
    took: ms,
  }),
  /** A request answered with ERROR; no transfer was begun. */
  z.object({
    type: z.literal('tftp.refused'),
    ...transfer,
    errorCode: z.int(),
    message: z.string(),
  }),
] as const
