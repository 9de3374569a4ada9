import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createScreen } from '../../src/main/cli/lab.ts'
import { readAddress } from '../../src/main/cli/screen-address.ts'
import { createRig } from '../api/rig.ts'

describe('the screen of a lab that takes a while to open', () => {
  let folder: string
  let said: string[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-screen-'))
    await writeFile(join(folder, 'index.html'), '<title>Headwaiter</title>')
    said = []
  })
  afterEach(() => rm(folder, { recursive: true }))

  const create = () => {
    const output = { print: () => undefined, say: (text: string) => said.push(text), colour: false }
    return createScreen({ port: 0, open: false, lab: folder }, output, folder)
  }
  const address = async () => {
    await expect.poll(() => readAddress(folder)).toBeDefined()
    const kept = await readAddress(folder)
    return `http://127.0.0.1:${kept?.port}/?token=${kept?.token}`
  }
  const at = async (url: string) => (await fetch(url)).text()

  it('shows how far that is at the address of the lab, and then the lab', async () => {
    await using screen = create()
    screen.onUpgrade({ done: 1, total: 4 })
    const url = await address()
    expect(await at(url)).toContain(' 25 %')
    screen.onUpgrade({ done: 2, total: 4 })
    expect(await at(url)).toContain(' 50 %')
    expect(said.at(-1)).toBe(' 50% of 4 facts')
    const { router } = await createRig()
    expect((await screen.show({ router, stop: () => Promise.resolve() })).url).toBe(url)
    expect(await at(url)).toBe('<title>Headwaiter</title>')
  })

  it('is there from when a lab is open that takes none, and says nothing', async () => {
    await using screen = create()
    expect(await readAddress(folder)).toBeUndefined()
    const { router } = await createRig()
    const { url } = await screen.show({ router, stop: () => Promise.resolve() })
    expect([await at(url), said]).toEqual(['<title>Headwaiter</title>', []])
  })

  it('is gone when the lab does not open', async () => {
    let url = ''
    {
      await using screen = create()
      screen.onUpgrade({ done: 1, total: 4 })
      url = await address()
    }
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })
})
