import { HttpFailure } from './failure.ts'

/** Status line and headers; names in lower case. */
export type Head = {
  readonly status: number
  readonly reason: string
  readonly headers: ReadonlyMap<string, string>
}

/** Takes a response apart as its bytes come. */
export type ResponseReader = {
  /** Bytes of the connection, in order. They are not kept: what is needed later must be copied. */
  push(bytes: Uint8Array): void
  /** The connection has ended. Throws `HttpFailure` when the response has not. */
  end(): void
  isComplete(): boolean
}

/*
 * RFC 9112: status line, header lines, an empty line, then the body: as long as Content-Length says,
 * in chunks, or to the end of the connection.
 *
 *   head -> length | chunkSize -> chunkData -> chunkEnd -> chunkSize ... trailer | untilEnd -> done
 */
type State =
  | { readonly kind: 'head' | 'chunkSize' | 'chunkEnd' | 'trailer' }
  | { readonly kind: 'length' | 'chunkData'; left: number }
  | { readonly kind: 'untilEnd' | 'done' }

const largestHead = 32 * 1024
const lineFeed = 10

const malformed = (what: string): HttpFailure =>
  new HttpFailure('EPROTO', `Invalid HTTP response: ${what}`)

const parseHead = (text: string): Head => {
  const [first = '', ...lines] = text.split(/\r?\n/)
  const parts = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(first)
  if (parts === null) throw malformed('status line')
  const headers = lines
    .filter((line) => line !== '')
    .map((line): [string, string] => {
      const at = line.indexOf(':')
      if (at < 1) throw malformed('header line')
      return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]
    })
  return { status: Number(parts[1]), reason: parts[2] ?? '', headers: new Map(headers) }
}

const bodyOf = ({ status, headers }: Head): State => {
  if (status === 204 || status === 304) return { kind: 'done' }
  if (headers.get('transfer-encoding')?.toLowerCase() === 'chunked') return { kind: 'chunkSize' }
  const length = headers.get('content-length')
  if (length === undefined) return { kind: 'untilEnd' }
  if (!/^\d{1,15}$/.test(length)) throw malformed('Content-Length')
  return length === '0' ? { kind: 'done' } : { kind: 'length', left: Number(length) }
}

export const createResponseReader = ({
  onHead,
  onBody,
}: {
  readonly onHead: (head: Head) => void
  readonly onBody: (piece: Uint8Array) => void
}): ResponseReader => {
  let state: State = { kind: 'head' }
  /** Bytes of a line, or of the head, that has not ended yet. */
  let text = ''

  /** Takes bytes up to and with the next line feed; the line, or undefined when it goes on. */
  const takeLine = (bytes: Uint8Array): { used: number; line: string | undefined } => {
    const at = bytes.indexOf(lineFeed)
    const used = at < 0 ? bytes.length : at + 1
    text += String.fromCharCode(...bytes.subarray(0, used))
    if (text.length > largestHead) throw malformed('a head that is too long')
    if (at < 0) return { used, line: undefined }
    const line = text
    text = ''
    return { used, line }
  }

  const afterChunkSize = (line: string): State => {
    const size = /^([0-9a-f]{1,12})\s*(;.*)?\r?\n$/i.exec(line)?.[1]
    if (size === undefined) throw malformed('chunk size')
    const left = Number.parseInt(size, 16)
    return left === 0 ? { kind: 'trailer' } : { kind: 'chunkData', left }
  }

  let head = ''
  const afterHeadLine = (line: string): State => {
    if (line !== '\r\n' && line !== '\n') {
      head += line
      if (head.length > largestHead) throw malformed('a head that is too long')
      return { kind: 'head' }
    }
    const parsed = parseHead(head)
    // An interim answer says nothing yet.
    if (parsed.status >= 100 && parsed.status < 200) {
      head = ''
      return { kind: 'head' }
    }
    onHead(parsed)
    return bodyOf(parsed)
  }

  const afterLine = (kind: State['kind'], line: string): State => {
    switch (kind) {
      case 'head':
        return afterHeadLine(line)
      case 'chunkSize':
        return afterChunkSize(line)
      case 'trailer':
        return line.trim() === '' ? { kind: 'done' } : { kind: 'trailer' }
      default:
        if (line.trim() !== '') throw malformed('chunk end')
        return { kind: 'chunkSize' }
    }
  }

  /** Bytes used of a piece that is not empty. */
  const step = (bytes: Uint8Array): number => {
    switch (state.kind) {
      case 'length':
      case 'chunkData': {
        const used = Math.min(state.left, bytes.length)
        onBody(bytes.subarray(0, used))
        state.left -= used
        if (state.left === 0)
          state = state.kind === 'length' ? { kind: 'done' } : { kind: 'chunkEnd' }
        return used
      }
      case 'untilEnd':
        onBody(bytes)
        return bytes.length
      case 'done':
        return bytes.length
      default: {
        const { used, line } = takeLine(bytes)
        if (line !== undefined) state = afterLine(state.kind, line)
        return used
      }
    }
  }

  return {
    push: (bytes) => {
      for (let rest = bytes; rest.length > 0;) rest = rest.subarray(step(rest))
    },
    end: () => {
      if (state.kind === 'untilEnd') state = { kind: 'done' }
      if (state.kind !== 'done') throw new HttpFailure('ECONNRESET', 'Connection reset')
    },
    isComplete: () => state.kind === 'done',
  }
}
