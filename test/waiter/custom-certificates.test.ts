import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAuthority, type Authority } from '../../src/main/vcenter/index.ts'
import { createCertificates, openCustomCertificates } from '../../src/main/waiter/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'

const day = 24 * 3600 * 1000

describe('custom certificates', () => {
  let folder: string
  let authority: Authority
  let facts: Fact[]
  let now = Date.now()
  const clock = { now: () => now, sleep: () => Promise.resolve() }
  const open = async () => {
    const certificates = createCertificates({ folder: join(folder, 'kept') })
    const custom = await openCustomCertificates({
      folder: join(folder, 'kept'),
      certificates,
      record: async (...added) => {
        facts.push(...added)
        return []
      },
      now: clock.now,
    })
    return { certificates, custom }
  }
  beforeEach(async () => {
    now = Date.now()
    facts = []
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-custom-'))
    authority = await openAuthority({ folder: join(folder, 'ca'), clock })
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('are handed out and trusted for their host alone, after a restart too', async () => {
    const identity = authority.issue('a')
    await (await open()).custom.add('a', identity)
    const { certificates, custom } = await open()
    expect(await certificates.get('a')).toMatchObject({ certificate: identity.certificate })
    expect(custom.trusts(identity.certificate, 'a')).toBe(true)
    expect(custom.trusts(identity.certificate, 'b')).toBe(false)
    expect(custom.trusts(authority.issue('a').certificate, 'a')).toBe(false)
    expect(custom.trusts('no certificate', 'a')).toBe(false)
  })

  it.each(['[{"host":"a","ser', '{}'])(
    'are not taken for none where their list is damaged (%s)',
    async (text) => {
      await (await open()).custom.add('a', authority.issue('a'))
      const file = join(folder, 'kept', 'custom.json')
      await writeFile(file, text)
      await expect(open()).rejects.toMatchObject({
        code: 'waiter.certificates-unusable',
        details: { path: file },
      })
      expect(await readFile(file, 'utf8')).toBe(text)
    },
  )

  it('are gone when they are taken away', async () => {
    const { certificates, custom } = await open()
    const identity = authority.issue('a')
    await custom.add('a', identity)
    await custom.remove('a')
    expect(await certificates.get('a')).toBeUndefined()
    expect(custom.trusts(identity.certificate, 'a')).toBe(false)
    expect(facts.map(({ type }) => type)).toEqual([
      'waiter.certificateStored',
      'waiter.certificateRemoved',
    ])
    await expect(custom.remove('a')).rejects.toMatchObject({ code: 'lab.not-found' })
  })

  it('are refused when they are none, do not fit their key, or have run out', async () => {
    const { custom } = await open()
    const { certificate, key } = authority.issue('a')
    const other = authority.issue('b').key
    await expect(custom.add('a', { certificate: 'x', key })).rejects.toThrow('PEM')
    await expect(custom.add('a', { certificate, key: other })).rejects.toThrow('not that of')
    now += 20 * 365 * day
    await expect(custom.add('a', { certificate, key })).rejects.toThrow('ran out')
    expect(custom.list()).toEqual([])
  })
})
