import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAuthority } from '../../src/main/vcenter/index.ts'
import { oid, utcTime } from '../../src/main/vcenter/der.ts'

const now = Date.UTC(2026, 0, 2, 3, 4, 5)
const clock = { now: () => now }

describe("vCenter's certificate authority", () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-authority-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('signs certificates for one host, from yesterday and for a year', async () => {
    const authority = await openAuthority({ folder, clock })
    const issued = authority.issue('esx-01.lab')
    const read = new X509Certificate(issued.certificate)
    expect(read).toMatchObject({
      ca: false,
      subject: 'CN=esx-01.lab',
      subjectAltName: 'DNS:esx-01.lab',
      serialNumber: issued.serial,
      validFrom: 'Jan  1 03:04:05 2026 GMT',
      validTo: 'Jan  2 03:04:05 2027 GMT',
    })
    expect(authority.signed(issued.certificate, 'esx-01.lab')).toBe(true)
    expect(authority.signed(issued.certificate, 'esx-02.lab')).toBe(false)
  })

  it('is the same after a restart, and its key is for this user alone', async () => {
    const { certificate } = (await openAuthority({ folder, clock })).issue('esx-01')
    expect((await openAuthority({ folder, clock })).signed(certificate, 'esx-01')).toBe(true)
    expect((await stat(join(folder, 'authority.pem'))).mode & 0o077).toBe(0)
  })

  it('does not know the signature of another, nor what is no certificate', async () => {
    const authority = await openAuthority({ folder, clock })
    const other = await openAuthority({ folder: join(folder, 'other'), clock })
    expect(authority.signed(other.issue('esx-01').certificate, 'esx-01')).toBe(false)
    expect(authority.signed('nothing', 'esx-01')).toBe(false)
  })

  it('refuses a folder that holds something else', async () => {
    await writeFile(join(folder, 'authority.pem'), 'nothing')
    await expect(openAuthority({ folder, clock })).rejects.toMatchObject({
      code: 'vcenter.authority-unusable',
    })
  })

  it('writes numbers of an object identifier in seven bits a byte, and times without a century', () => {
    expect(oid('1.2.840.10045.4.3.2').toString('hex')).toBe('06082a8648ce3d040302')
    expect(utcTime(now).toString('latin1')).toContain('260102030405Z')
  })
})
