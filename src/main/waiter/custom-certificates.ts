import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LabError, type HostId } from '../../shared/base/index.ts'
import type { CustomCertificate } from '../../shared/powercli/index.ts'
import type { HostCertificate } from '../../shared/protocol/index.ts'
import { putFile, readIfThere } from '../files.ts'
import type { Record } from '../record.ts'
import type { Certificates } from './certificates.ts'

/** Certificates that an administrator gave hosts, in place of those of vCenter's authority. */
export type CustomCertificates = {
  list(): readonly CustomCertificate[]
  /** `LabError` `waiter.bad-certificate` for a pair that is none, or has run out. */
  add(host: HostId, identity: HostCertificate): Promise<CustomCertificate>
  /** The host asks vCenter's authority at its next boot. `LabError` `lab.not-found`. */
  remove(host: HostId): Promise<void>
  /** Whether an administrator gave the host this certificate. */
  trusts(certificate: string, host: HostId): boolean
}

const listFile = z.array(
  z.object({ host: z.string(), serial: z.string(), fingerprint: z.string(), expires: z.number() }),
)

const bad = (message: string, cause?: unknown): LabError =>
  new LabError('waiter.bad-certificate', message, {}, cause)

const namesOf = ({ certificate, key }: HostCertificate, now: number) => {
  let read: X509Certificate
  let isPair: boolean
  try {
    read = new X509Certificate(certificate)
    isPair = read.checkPrivateKey(createPrivateKey(key))
  } catch (error) {
    throw bad('Certificate and key are to be texts in PEM.', error)
  }
  if (!isPair) throw bad('The key is not that of the certificate.')
  const { serialNumber: serial, fingerprint256: fingerprint, validTo } = read
  const expires = Date.parse(validTo)
  if (expires <= now) throw bad(`The certificate ran out on ${validTo}.`)
  return { serial, fingerprint, expires }
}

const fingerprintOf = (certificate: string): string | undefined => {
  try {
    return new X509Certificate(certificate).fingerprint256
  } catch {
    return undefined
  }
}

/** None where there is no file. What cannot be read is not taken for none: the next one that is added would overwrite it. */
const readList = async (file: string): Promise<readonly CustomCertificate[]> => {
  const text = await readIfThere(file)
  if (text === undefined) return []
  try {
    return listFile.parse(JSON.parse(text))
  } catch (error) {
    const message = `${file} is not the list of certificates that Headwaiter wrote.`
    throw new LabError('waiter.certificates-unusable', message, { path: file }, error)
  }
}

/**
 * Opens the list in a folder. The certificates themselves are kept where all hosts' are. `LabError`
 * `waiter.certificates-unusable` for a list that is damaged.
 */
export const openCustomCertificates = async ({
  folder,
  certificates,
  record,
  now,
}: {
  readonly folder: string
  readonly certificates: Certificates
  readonly record: Record
  readonly now: () => number
}): Promise<CustomCertificates> => {
  const file = join(folder, 'custom.json')
  let all = await readList(file)

  const keep = async (next: readonly CustomCertificate[]): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await putFile(file, JSON.stringify(next), 0o600)
    all = next
  }
  const others = (host: HostId) => all.filter((each) => each.host !== host)

  return {
    list: () => all,
    add: async (host, identity) => {
      const added = { host, ...namesOf(identity, now()) }
      await certificates.keep(host, identity)
      await keep([...others(host), added])
      const { serial, fingerprint } = added
      await record({ type: 'waiter.certificateStored', host, serial, fingerprint })
      return added
    },
    remove: async (host) => {
      if (!all.some((each) => each.host === host))
        throw new LabError('lab.not-found', `${host} has no certificate of its own.`, { host })
      await keep(others(host))
      await certificates.drop(host)
      await record({ type: 'waiter.certificateRemoved', host })
    },
    trusts: (certificate, host) => {
      const found = fingerprintOf(certificate)
      return all.some(
        (each) => each.host === host && each.fingerprint === found && each.expires > now(),
      )
    },
  }
}
