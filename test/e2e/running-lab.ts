import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, promisify } from 'node:util'
import { parse } from 'yaml'
import { askLab, socketOf } from '../../src/main/cli/running-lab.ts'
import { parseDocument, rebase, type LabDocument } from '../../src/shared/document/index.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A lab of its own subnet, so that it meets no other lab of this machine. */
const demoOn = async (subnet: string): Promise<LabDocument> =>
  rebase(
    parseDocument(parse(await readFile(join(root, 'resources/labs/demo.yaml'), 'utf8'))),
    subnet,
  )

const firstUrl = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error('The lab has no output.')
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = /http:\/\/\S+\?token=\S+/.exec(line) ?? []
    if (url !== undefined) return url
    said.push(line)
  }
  throw new Error(`The lab did not open: ${said.join('\n')}`)
}

const startProgram = (args: readonly string[]) =>
  spawn(process.execPath, ['src/main/cli.ts', 'lab', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** A running lab: the very program a person starts, with a folder of its own. */
export class RunningLab {
  readonly url: string
  readonly #folder: string
  readonly #args: readonly string[]
  #child: ChildProcess

  private constructor(url: string, child: ChildProcess, folder: string, args: readonly string[]) {
    this.url = url
    this.#child = child
    this.#folder = folder
    this.#args = args
  }

  static async start(options: {
    readonly subnet: string
    readonly speed?: number
    readonly change?: (document: LabDocument) => LabDocument
    /** Fills the lab's folder before the lab opens in it. */
    readonly prepare?: (folder: string) => Promise<void>
  }): Promise<RunningLab> {
    const folder = await mkdtemp(join(tmpdir(), 'headwaiter-e2e-'))
    const file = join(folder, 'lab.yaml')
    const document = { ...(await demoOn(options.subnet)), speed: options.speed ?? 20 }
    await writeFile(file, JSON.stringify(options.change?.(document) ?? document))
    await options.prepare?.(join(folder, 'lab'))
    const place = ['--lab', join(folder, 'lab'), '--file', file]
    const args = ['--no-open', ...place]
    const child = startProgram(args)
    return new RunningLab(await firstUrl(child), child, folder, args)
  }

  /** Starts the program again after `stop`, as it was started; the address it prints. */
  async startAgain(): Promise<string> {
    this.#child = startProgram(this.#args)
    return await firstUrl(this.#child)
  }

  /** Writes the lab, once its program has ended, into one file of its folder; the file's path. */
  async exportAs(name: string): Promise<string> {
    const file = join(this.#folder, name)
    const args = ['src/main/cli.ts', 'export', file, '--lab', join(this.#folder, 'lab')]
    await promisify(execFile)(process.execPath, args, { cwd: root })
    return file
  }

  /** Takes back what was done to its plugs, faults, cables and document; hosts stay as they are. */
  async putBack(): Promise<void> {
    await askLab(socketOf(new URL(this.url)), async (lab) => {
      await lab.lab.restoreEverything()
      const { document } = await lab.lab.state()
      const first = await lab.document.read({ version: 1 })
      if (!isDeepStrictEqual(document, first))
        await lab.document.edit({ kind: 'replace', document: first, summary: 'Put the lab back' })
    })
  }

  /** Ends the program as Ctrl-C does. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit')
      this.#child.kill('SIGINT')
      await ended
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
