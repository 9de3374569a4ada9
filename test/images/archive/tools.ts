import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { LabError } from '../../../src/shared/base/index.ts'
import type { Archive } from '../../../src/main/images/archive/archive.ts'

/** A public tool a test builds its input with; undefined when it is not installed. */
export const toolsMissing = (...tools: readonly string[]): string | undefined =>
  tools.find((tool) => !existsSync(`/usr/bin/${tool}`))

export const run = (tool: string, args: readonly string[], cwd: string): void => {
  execFileSync(`/usr/bin/${tool}`, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
}

/** A scratch folder, and how to fill and remove it. */
export const scratchFolder = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'headwaiter-test-'))
  const write = async (files: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(dir, path)), { recursive: true })
      await writeFile(join(dir, path), content)
    }
  }
  return { dir, write, remove: () => rm(dir, { recursive: true, force: true }) }
}

export const readAll = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for await (const piece of source) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

/** All files of an archive by path. */
export const contents = async ({ files }: Archive): Promise<Record<string, string>> => {
  const all: Record<string, string> = {}
  for (const file of files) all[file.path] = (await readAll(file.read())).toString('latin1')
  return all
}

/** Whether reading an archive to its end gives what it has or a coded error, and nothing else. */
export const readsOrRefuses = async (open: () => Promise<Archive>): Promise<boolean> => {
  try {
    const archive = await open()
    for (const file of archive.files) {
      let size = 0
      for await (const piece of file.read()) size += piece.length
      if (size !== file.size) return false
    }
    return true
  } catch (error) {
    return error instanceof LabError
  }
}
