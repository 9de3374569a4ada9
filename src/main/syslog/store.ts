import { appendFile, mkdir, readdir, readFile, rename, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { isIpv4, jsonLine, type Clock } from '../../shared/base/index.ts'
import { createFits, logLine, type LogFilter, type LogLine } from '../../shared/syslog/index.ts'
import { gapLine, type Gap } from './gap.ts'
import { createQueue } from '../queue.ts'

/** What is kept at the most; the oldest goes first. A file is followed by a second one, which takes the place of the first. */
const most = {
  file: 512 * 1024,
  inAll: 256 * 1024 * 1024,
  /** Senders that are no hosts of the lab: anybody can make up a source. */
  strangers: 32,
  /** What waits for the disk, in characters. */
  waiting: 8 * 1024 * 1024,
} as const

/** ms that lines wait for others, to be written with them. */
const writeEvery = 200

export type Heard = {
  /** A host's id, or the address of a stranger. */
  readonly sender: string
  readonly lastAt: number
}

/** The lines that were there, and the number of the last one of them: what is told with a higher number came after. */
export type Read = { readonly lines: readonly LogLine[]; readonly upTo: number }

type Listener = (sender: string, line: LogLine, number: number) => void

export type LogStore = {
  /** Keeps a line; false when the disk is so far behind that there is no room for it. */
  append(sender: string, line: LogLine): boolean
  read(sender: string, wanted: LogFilter & { readonly last: number }): Promise<Read>
  /** Whoever was heard last comes first. */
  senders(): readonly Heard[]
  subscribe(listener: Listener): () => void
  close(): Promise<void>
}

type File = {
  bytes: number
  lastAt: number
  /** Where its last line in this run came from. */
  address: string
  /** What the disk did not take since it took something last. */
  lost?: Gap | undefined
  /** An earlier run, or a disk that was full, may have left half a line at its end. */
  halfLine: boolean
}

const current = /^(.+)\.log$/

const textOf = (line: LogLine): string => `${JSON.stringify(line)}\n`

const lengthOf = (texts: readonly string[]): number =>
  texts.reduce((sum, { length }) => sum + length, 0)

/** The texts in parts that are no longer than so many characters, unless one text is. */
function* inParts(texts: readonly string[], length: number): Generator<readonly string[]> {
  let part: string[] = []
  let size = 0
  for (const text of texts) {
    if (size > 0 && size + text.length > length) {
      yield part
      part = []
      size = 0
    }
    part.push(text)
    size += text.length
  }
  yield part
}

/** What the log says of lines that the disk did not take. */
const missingIn = ({ lost }: File): readonly string[] =>
  lost === undefined ? [] : [textOf(gapLine('unwritten', lost))]

const readLine = (text: string): readonly LogLine[] => jsonLine(logLine, text)

/** The last lines that fit, looked for from the end: what is older need not be read. */
const lastOf = (
  texts: readonly string[],
  fits: (line: LogLine) => boolean,
  last: number,
): readonly LogLine[] => {
  const found: LogLine[] = []
  for (const text of texts.toReversed()) {
    if (found.length >= last) break
    found.push(...readLine(text).filter(fits))
  }
  return found.toReversed()
}

/**
 * The logs of hosts, as files of JSON lines: `HOST.log`, and `HOST.log.1` with what was before. Written behind: what came in the
 * last moment before a power cut is lost.
 */
export const openLogStore = async ({
  folder,
  clock,
  onUnexpected,
}: {
  readonly folder: string
  readonly clock: Clock
  readonly onUnexpected: (error: unknown) => void
}): Promise<LogStore> => {
  await mkdir(folder, { recursive: true })
  const fileOf = (sender: string) => join(folder, `${sender}.log`)
  const olderOf = (sender: string) => `${fileOf(sender)}.1`
  const sizeOf = (file: string) =>
    stat(file).then(
      ({ size, mtimeMs }) => ({ bytes: size, lastAt: mtimeMs, address: '', halfLine: true }),
      () => ({ bytes: 0, lastAt: 0, address: '', halfLine: false }),
    )
  const found = (await readdir(folder)).flatMap((name) => current.exec(name)?.[1] ?? [])
  const sized = await Promise.all(
    found.map(async (sender): Promise<[string, File]> => [sender, await sizeOf(fileOf(sender))]),
  )
  /** Whoever was heard longest ago comes first. */
  const files = new Map(sized.toSorted(([, a], [, b]) => a.lastAt - b.lastAt))
  let waiting = new Map<string, string[]>()
  let waits = 0
  let number = 0
  /** The last batch was not written whole: that is told once. */
  let isFailing = false
  const removed = new Set<string>()
  const listeners = new Set<Listener>()
  const over = new AbortController()

  const inTurn = createQueue()
  const forgetOldest = (fits: (sender: string) => boolean) => {
    for (const sender of files.keys()) {
      if (!fits(sender)) continue
      waits -= lengthOf(waiting.get(sender) ?? [])
      waiting.delete(sender)
      files.delete(sender)
      removed.add(sender)
      return
    }
  }
  const inAll = () => files.values().reduce((sum, { bytes }) => sum + bytes, 0)

  const writeText = async (sender: string, file: File, text: string) => {
    const whole = file.halfLine ? `\n${text}` : text
    const size = Buffer.byteLength(whole)
    if (file.bytes > 0 && file.bytes + size > most.file) {
      await rename(fileOf(sender), olderOf(sender))
      file.bytes = 0
    }
    await appendFile(fileOf(sender), whole, { mode: 0o600 })
    file.halfLine = false
    file.bytes += size
  }
  /** What a full disk took of a text goes again. Somebody may have taken the file itself. */
  const takeBack = async (sender: string, file: File) => {
    const { bytes } = await sizeOf(fileOf(sender))
    if (bytes <= file.bytes) file.bytes = bytes
    else await truncate(fileOf(sender), file.bytes).catch(() => (file.halfLine = true))
  }
  /** What could not be written is lost, and the next batch tried as usual; resolves with the error. */
  const write = async (sender: string, lines: readonly string[]): Promise<unknown> => {
    const file = files.get(sender)
    if (file === undefined) return undefined
    const { address } = file
    let left = lines.length
    try {
      for (const part of inParts(lines, most.file / 4)) {
        await writeText(sender, file, [...missingIn(file), ...part].join(''))
        file.lost = undefined
        left -= part.length
      }
      return undefined
    } catch (error) {
      await takeBack(sender, file)
      file.lost = { at: clock.now(), address, count: (file.lost?.count ?? 0) + left }
      return error
    }
  }

  const flush = async () => {
    const batch = waiting
    const gone = [...removed]
    waiting = new Map()
    waits = 0
    removed.clear()
    for (const file of gone.flatMap((sender) => [fileOf(sender), olderOf(sender)]))
      await rm(file, { force: true }).catch(onUnexpected)
    const errors: unknown[] = []
    for (const [sender, lines] of batch) errors.push(await write(sender, lines))
    const error = errors.find((each) => each !== undefined)
    if (error !== undefined && !isFailing) onUnexpected(error)
    if (errors.length > 0) isFailing = error !== undefined
    // Half of it may be in second files.
    while (2 * inAll() > most.inAll) forgetOldest(() => true)
  }
  const flushSoon = () => {
    clock
      .sleep(writeEvery, over.signal)
      .then(() => inTurn(flush))
      .catch(() => undefined)
  }

  const textIn = (file: string) => readFile(file, 'utf8').catch(() => '')

  return {
    append(sender, line) {
      if (waits >= most.waiting) return false
      const file = files.get(sender) ?? { bytes: 0, lastAt: 0, address: '', halfLine: false }
      file.lastAt = line.at
      file.address = line.address
      files.delete(sender)
      if (isIpv4(sender) && files.keys().filter(isIpv4).toArray().length >= most.strangers)
        forgetOldest(isIpv4)
      files.set(sender, file)
      const text = textOf(line)
      if (waits === 0) flushSoon()
      waits += text.length
      const texts = waiting.get(sender)
      if (texts === undefined) waiting.set(sender, [text])
      else texts.push(text)
      number += 1
      for (const listener of listeners) listener(sender, line, number)
      return true
    },
    read: (sender, { last, ...filter }) =>
      inTurn(async () => {
        const upTo = number
        await flush()
        if (!files.has(sender)) return { lines: [], upTo }
        const texts = await Promise.all([olderOf(sender), fileOf(sender)].map(textIn))
        return { lines: lastOf(texts.join('\n').split('\n'), createFits(filter), last), upTo }
      }),
    senders: () => Array.from(files, ([sender, { lastAt }]) => ({ sender, lastAt })).toReversed(),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      over.abort()
      await inTurn(flush)
    },
  }
}
