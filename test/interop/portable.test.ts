import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { titled } from './support/cables.ts'
import { end, openSegment, segmentMissing, type Segment } from './support/segment.ts'

const missing = segmentMissing()
const pack = fileURLToPath(new URL('../../scripts/portable.mjs', import.meta.url))

/** A laptop that has nothing: no Node, no npm, no other command, no way out. */
const bare = (folder: string) => ({ PATH: join(folder, 'nothing'), HOME: folder })

describe.skipIf(missing !== undefined)(titled('the portable program', missing), () => {
  let segment: Segment
  let home: string
  beforeAll(() => {
    segment = openSegment('portable', '10.99.0.1/24')
    const archive = join(segment.folder, 'archive.tar.gz')
    execFileSync(process.execPath, [pack, archive], { stdio: ['ignore', 'ignore', 'inherit'] })
    execFileSync('tar', ['-xzf', archive, '-C', segment.folder])
    const name = readdirSync(segment.folder).find((entry) => entry.startsWith('headwaiter-'))
    home = join(segment.folder, name ?? '')
  })
  afterAll(() => segment.close())

  it('boots hosts and serves its screen where there is nothing else, and names itself', async () => {
    const run = (...args: readonly string[]) => {
      const env = Object.entries(bare(segment.folder)).map((pair) => pair.join('='))
      return ['/usr/bin/env', ['-i', ...env, join(home, 'headwaiter'), ...args]] as const
    }
    expect(segment.exec(...run('storm', '--hosts', '2'))).toContain('2 from the network')
    expect(segment.exec(...run('--help'))).toContain('./headwaiter COMMAND')

    const lab = segment.spawn(...run('--no-open', '--lab', join(segment.folder, 'lab')))
    try {
      const [line] = (await once(lab.stdout ?? lab, 'data')) as [Buffer]
      const [url = ''] = /http:\S+/.exec(String(line)) ?? []
      const get = (path: string) => segment.exec('curl', ['-fsS', new URL(path, url).href])
      const scripts = get(url).matchAll(/<script[^>]* src="([^"]+)"/g)
      const sizes = Array.from(scripts, ([, path = '']) => get(path).length)
      expect(Math.max(...sizes)).toBeGreaterThan(100_000)
    } finally {
      await end(lab)
    }
  })

  it('speaks of no npm, and holds nothing that only its making needs', () => {
    const has = (path: string) => existsSync(join(home, path))
    const spoken = ['src', 'out', 'docs'].flatMap((part) =>
      readdirSync(join(home, part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(ts|js|md)$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    expect(spoken.length).toBeGreaterThan(500)
    expect(spoken.filter((file) => readFileSync(file, 'utf8').includes('npm start'))).toEqual([])
    expect(['node_modules/koffi', 'README.txt'].filter(has)).toHaveLength(2)
    expect(['node_modules/vite', 'node_modules/typescript', 'test'].filter(has)).toEqual([])
  })
})
