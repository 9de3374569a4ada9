import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ImageFile } from '../../shared/document/schema.ts'
import type { Asker } from './asker.ts'
import type { Assignment } from './assignments.ts'

export type FileName = Pick<ImageFile, 'sha256' | 'name'>

export type FileRequest = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly file: FileName
  readonly asker: Asker
  /** What the asking host was given, if it was. */
  readonly assignment: Assignment | undefined
  /** Whether the host has begun another boot since it asked. */
  readonly bootedSince: () => boolean
  /** Aborts when the plug is pulled. */
  readonly unplugged: AbortSignal
}
