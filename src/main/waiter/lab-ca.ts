import { generateKeyPair, randomBytes } from 'node:crypto'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { promisify } from 'node:util'
import forge from 'node-forge'
import { LabError, type Clock } from '../../shared/base/index.ts'
import { putFile, readIfThere } from '../files.ts'

/** A server's key and certificate, with the certificate of its authority behind it. PEM. */
export type Credentials = { readonly key: string; readonly cert: string }

/** The lab's own certificate authority. */
export type LabCa = {
  /** The file to give to firmware and browsers that shall trust this lab. PEM. */
  readonly certificateFile: string
  /** Where one lies that was not valid now and was replaced: what trusted it needs the new one. Absent otherwise. */
  readonly replaced?: string
  /** Makes a new certificate for a server at this IP address. */
  issue(address: string): Promise<Credentials>
}

type Random = (size: number) => Uint8Array
/** What a certificate is made of beside names and keys: the time, in ms since the epoch, and chance. */
type Moment = { readonly now: number; readonly random: Random }

type Files = { readonly certificateFile: string; readonly keyFile: string }

type Authority = { readonly key: forge.pki.rsa.PrivateKey; readonly cert: forge.pki.Certificate }

const day = 24 * 3600 * 1000
const authorityLives = 3650 * day
const serverLives = 365 * day
const newKey = promisify(generateKeyPair)

/**
 * Opens the authority in a folder; makes it, with a key that only this user may read, when the folder
 * has none, or one that is not valid now: the clock was far off when it was made, or ten years are over. RSA with SHA-256, which every
 * UEFI and iPXE with TLS can check. `LabError` `waiter.tls-unusable` when the folder holds something else.
 */
export const openLabCa = async ({
  folder,
  clock,
  random = randomBytes,
}: {
  readonly folder: string
  readonly clock: Pick<Clock, 'now'>
  readonly random?: Random
}): Promise<LabCa> => {
  const certificateFile = join(folder, 'lab-ca.pem')
  const keyFile = join(folder, 'lab-ca-key.pem')
  const files = { certificateFile, keyFile }
  const found = await load(certificateFile, keyFile)
  const stale = found !== undefined && !isValid(found, clock.now())
  const replaced = stale ? await setAside(files) : undefined
  const authority =
    found === undefined || stale ? await make(folder, files, { now: clock.now(), random }) : found
  return {
    certificateFile,
    ...(replaced !== undefined && { replaced }),
    issue: async (address) => {
      const pem = await newKeyPem()
      const cert = serverCertificate(address, pem, authority, { now: clock.now(), random })
      const chain = [cert, authority.cert].map((one) => forge.pki.certificateToPem(one))
      return { key: pem, cert: chain.join('') }
    },
  }
}

const load = async (certificateFile: string, keyFile: string): Promise<Authority | undefined> => {
  const [cert, key] = await Promise.all([certificateFile, keyFile].map(readKept))
  if (cert === undefined || key === undefined) return undefined
  try {
    // forge reads more than TLS takes.
    createSecureContext({ cert, key })
    return { key: forge.pki.privateKeyFromPem(key), cert: forge.pki.certificateFromPem(cert) }
  } catch (error) {
    const message = `${certificateFile} and its key cannot be read.`
    throw new LabError('waiter.tls-unusable', message, { path: certificateFile }, error)
  }
}

const readKept = (file: string): Promise<string | undefined> =>
  readIfThere(file).catch((error: unknown) => {
    throw new LabError('waiter.tls-unusable', `${file} cannot be read.`, { path: file }, error)
  })

const isValid = ({ cert: { validity } }: Authority, now: number): boolean =>
  validity.notBefore.getTime() <= now && now < validity.notAfter.getTime()

/** Kept, for it may be the clock of now that is wrong. Returns where its certificate is. */
const setAside = async ({ certificateFile, keyFile }: Files): Promise<string> => {
  const [certificate, key] = [`${certificateFile}.before`, `${keyFile}.before`]
  await rename(certificateFile, certificate)
  await rename(keyFile, key)
  return certificate
}

/** Key first: a certificate without its key is made again, one with it is used. */
const make = async (
  folder: string,
  { certificateFile, keyFile }: Files,
  moment: Moment,
): Promise<Authority> => {
  const pem = await newKeyPem()
  const key = forge.pki.privateKeyFromPem(pem)
  const cert = authorityCertificate(key, moment)
  await mkdir(folder, { recursive: true })
  await putFile(keyFile, pem, 0o600)
  await putFile(certificateFile, forge.pki.certificateToPem(cert))
  return { key, cert }
}

const newKeyPem = async (): Promise<string> => {
  const { privateKey } = await newKey('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return privateKey
}

const authorityCertificate = (key: forge.pki.rsa.PrivateKey, moment: Moment) => {
  const name = [{ name: 'commonName', value: 'Headwaiter lab CA' }]
  const cert = certificate(key, name, moment, authorityLives)
  cert.setIssuer(name)
  cert.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ])
  cert.sign(key, forge.md.sha256.create())
  return cert
}

const keyIdentifierOf = ({ cert }: Authority): string =>
  cert.generateSubjectKeyIdentifier().getBytes()

const serverCertificate = (address: string, pem: string, authority: Authority, moment: Moment) => {
  const key = forge.pki.privateKeyFromPem(pem)
  const cert = certificate(key, [{ name: 'commonName', value: address }], moment, serverLives)
  cert.setIssuer(authority.cert.subject.attributes)
  cert.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    // 7 is iPAddress (RFC 5280 section 4.2.1.6).
    { name: 'subjectAltName', altNames: [{ type: 7, ip: address }] },
    { name: 'subjectKeyIdentifier' },
    // Without it strict clients, as Python's since 3.13, refuse the certificate (section 4.2.1.1).
    { name: 'authorityKeyIdentifier', keyIdentifier: keyIdentifierOf(authority) },
  ])
  cert.sign(authority.key, forge.md.sha256.create())
  return cert
}

/** 128 bits as hex: positive and without a zero in front, which forge would keep and TLS refuse (X.690 section 8.3.2). */
const serialOf = ([first = 0, ...rest]: Uint8Array): string =>
  Buffer.of((first & 0x3f) | 0x40, ...rest).toString('hex')

/** Valid from yesterday: clocks of machines that boot are often behind. */
const certificate = (
  key: forge.pki.rsa.PrivateKey,
  subject: forge.pki.CertificateField[],
  { now, random }: Moment,
  lives: number,
): forge.pki.Certificate => {
  const cert = forge.pki.createCertificate()
  cert.publicKey = forge.pki.setRsaPublicKey(key.n, key.e)
  cert.serialNumber = serialOf(random(16))
  cert.validity.notBefore = new Date(now - day)
  cert.validity.notAfter = new Date(now + lives)
  cert.setSubject(subject)
  return cert
}
