import { appendFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isIpv4, type Clock } from '../../shared/base/index.ts'
import { createFits, logLine, type LogFilter, type LogLine } from '../../shared/syslog/index.ts'

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
  /** An earlier run, or a write that failed, may have left half a line at its end. */
  halfLine: boolean
}

const current = /^(.+)\.log$/

const lengthOf = (texts: readonly string[]): number =>
  texts.reduce((sum, { length }) => sum + length, 0)

/** The texts joined, a part being no longer than so many characters unless one text is. */
function* inParts(texts: readonly string[], length: number): Generator<string> {
  let part = ''
  for (const text of texts) {
    if (part !== '' && part.length + text.length > length) {
      yield part
      part = ''
    }
    part += text
  }
  yield part
}

const readLine = (text: string): readonly LogLine[] => {
  try {
    const read = logLine.safeParse(JSON.parse(text))
    return read.success ? [read.data] : []
  } catch {
    // A power cut leaves half a line.
    return []
  }
}

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
      ({ size, mtimeMs }) => ({ bytes: size, lastAt: mtimeMs, halfLine: true }),
      () => ({ bytes: 0, lastAt: 0, halfLine: false }),
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
  /** A full disk is told of once, until it takes logs again. */
  let failing = false
  let lane: Promise<unknown> = Promise.resolve()
  const removed = new Set<string>()
  const listeners = new Set<Listener>()
  const over = new AbortController()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = lane.then(work)
    lane = done.catch(() => undefined)
    return done
  }
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

  const writeTo = async (file: File, sender: string, lines: readonly string[]) => {
    for (const text of inParts(lines, most.file / 4)) {
      const size = Buffer.byteLength(text)
      if (file.bytes > 0 && file.bytes + size > most.file) {
        await rename(fileOf(sender), olderOf(sender))
        file.bytes = 0
      }
      await appendFile(fileOf(sender), file.halfLine ? `\n${text}` : text, { mode: 0o600 })
      file.halfLine = false
      file.bytes += size
    }
  }
  const write = async (sender: string, lines: readonly string[]) => {
    const file = files.get(sender)
    if (file === undefined) return
    try {
      await writeTo(file, sender, lines)
    } catch (error) {
      // A full disk has taken part of it; or somebody has taken the file.
      const { bytes, halfLine } = await sizeOf(fileOf(sender))
      Object.assign(file, { bytes, halfLine })
      throw error
    }
  }

  const flush = async () => {
    const batch = waiting
    const gone = [...removed]
    waiting = new Map()
    waits = 0
    removed.clear()
    // What could not be written is lost, of that sender alone; the next batch is tried as usual.
    const errors: unknown[] = []
    const passOver = (error: unknown) => void errors.push(error)
    for (const file of gone.flatMap((sender) => [fileOf(sender), olderOf(sender)]))
      await rm(file, { force: true }).catch(passOver)
    for (const [sender, lines] of batch) await write(sender, lines).catch(passOver)
    if (errors.length > 0 && !failing) onUnexpected(errors[0])
    failing = errors.length > 0
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
      const file = files.get(sender) ?? { bytes: 0, lastAt: 0, halfLine: false }
      file.lastAt = line.at
      files.delete(sender)
      if (isIpv4(sender) && files.keys().filter(isIpv4).toArray().length >= most.strangers)
        forgetOldest(isIpv4)
      files.set(sender, file)
      const text = `${JSON.stringify(line)}\n`
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
