import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from './run-program.ts'

describe('packet on the command line', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-packet-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const run = async (content: string | Uint8Array, ...more: readonly string[]) => {
    const file = join(folder, 'file')
    await writeFile(file, content)
    return runProgram('packet', file, ...more)
  }

  it('explains one packet in hex, as bytes, and a head of HTTP', async () => {
    expect(await run('00 04 00 01')).toContain('ACK')
    expect(await run(Uint8Array.of(0, 4, 0, 1))).toContain('ACK')
    expect(await run('GET /vmw/rbd/tramp HTTP/1.1\r\n\r\n')).toContain('tramp')
  })

  it.each([
    ['a text', '# A page of words\n'],
    ['nothing', ''],
    ['any bytes', Uint8Array.from({ length: 64 }, (_, at) => 255 - at)],
  ])('says what it reads where a file holds %s', async (_, content) => {
    for (const more of [[], ['--json']])
      await expect(run(content, ...more)).rejects.toMatchObject({ code: 'capture.unknown' })
  })
})
