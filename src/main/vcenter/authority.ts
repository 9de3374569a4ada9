import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { LabError, type Clock } from '../../shared/base/index.ts'
import type { HostCertificate } from '../../shared/protocol/index.ts'
import { putFile, readIfThere } from '../files.ts'
import { certificatePem } from './certificate.ts'

/** A certificate with its private key, and what names it. `expires` in ms since the epoch. */
export type Issued = HostCertificate & {
  readonly serial: string
  readonly fingerprint: string
  readonly expires: number
}

/** vCenter's certificate authority: signs what hosts show who they are with. */
export type Authority = {
  /** A new key and certificate for a host. */
  issue(host: string): Issued
  /** Whether this authority signed that certificate for that host. Anything unreadable is not. */
  signed(certificate: string, host: string): boolean
}

type Root = { readonly key: KeyObject; readonly certificate: X509Certificate }

const day = 24 * 3600 * 1000
const authorityName = 'Headwaiter vCenter CA'
const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const privatePem = (key: KeyObject): string =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString()

/** Valid from yesterday: clocks of machines that boot are often behind. */
const term = (now: number, days: number) => ({ from: now - day, to: now + days * day })

const makeRoot = async (file: string, now: number): Promise<string> => {
  const { privateKey, publicKey } = newKeys()
  const serial = randomBytes(16)
  const pem = certificatePem({
    serial,
    subject: authorityName,
    issuer: authorityName,
    publicKey,
    signer: privateKey,
    isAuthority: true,
    ...term(now, 3650),
  })
  const text = `${pem}${privatePem(privateKey)}`
  await putFile(file, text, 0o600)
  return text
}

const rootIn = (text: string, file: string): Root => {
  try {
    return { key: createPrivateKey(text), certificate: new X509Certificate(text) }
  } catch (error) {
    const message = `${file} holds no certificate authority.`
    throw new LabError('vcenter.authority-unusable', message, { path: file }, error)
  }
}

/**
 * Opens the authority of a folder; makes it, with a key that only this user may read, when the folder has
 * none. P-256: a rack of a thousand hosts gets its keys in a second. `LabError`
 * `vcenter.authority-unusable` when the folder holds something else.
 */
export const openAuthority = async ({
  folder,
  clock,
}: {
  readonly folder: string
  readonly clock: Pick<Clock, 'now'>
}): Promise<Authority> => {
  const file = join(folder, 'authority.pem')
  await mkdir(folder, { recursive: true })
  const root = rootIn((await readIfThere(file)) ?? (await makeRoot(file, clock.now())), file)
  return {
    issue: (host) => {
      const { privateKey, publicKey } = newKeys()
      const { from, to } = term(clock.now(), 365)
      const certificate = certificatePem({
        serial: randomBytes(16),
        subject: host,
        issuer: authorityName,
        publicKey,
        signer: root.key,
        isAuthority: false,
        from,
        to,
      })
      const { serialNumber: serial, fingerprint256: fingerprint } = new X509Certificate(certificate)
      return { certificate, key: privatePem(privateKey), serial, fingerprint, expires: to }
    },
    signed: (text, host) => {
      try {
        const shown = new X509Certificate(text)
        const ours = shown.checkIssued(root.certificate)
        return (
          ours && shown.verify(root.certificate.publicKey) && shown.checkHost(host) !== undefined
        )
      } catch {
        return false
      }
    },
  }
}
