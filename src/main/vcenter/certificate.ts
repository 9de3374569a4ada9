import { sign, type KeyObject } from 'node:crypto'
import { der, oid, sequence, utcTime } from './der.ts'

/** What a certificate says, and who signs it. Times in ms since the epoch, before 2050. */
export type CertificateParts = {
  /** Bytes of the number, most significant first. */
  readonly serial: Uint8Array
  /** Common names. */
  readonly subject: string
  readonly issuer: string
  readonly publicKey: KeyObject
  /** A P-256 key. */
  readonly signer: KeyObject
  readonly isAuthority: boolean
  readonly from: number
  readonly to: number
}

const yes = der('boolean', [0xff])
/** RFC 5758 section 3.2: ecdsa-with-SHA256 has no parameters. */
const algorithm = sequence(oid('1.2.840.10045.4.3.2'))
const nameOf = (text: string): Buffer =>
  sequence(der('set', sequence(oid('2.5.4.3'), der('utf8', Buffer.from(text)))))
const critical = (id: string, value: Buffer): Buffer => sequence(oid(id), yes, der('octets', value))

/** RFC 5280 section 4.2.1.3: digitalSignature is bit 0, keyCertSign bit 5, cRLSign bit 6. */
const keyUsage = (isAuthority: boolean): Buffer =>
  critical('2.5.29.15', der('bits', isAuthority ? [1, 0x06] : [7, 0x80]))
const basicConstraints = (isAuthority: boolean): Buffer =>
  critical('2.5.29.19', isAuthority ? sequence(yes) : sequence())
/** RFC 5280 section 4.2.1.6: a dNSName. */
const altName = (host: string): Buffer =>
  sequence(oid('2.5.29.17'), der('octets', sequence(der('dnsName', Buffer.from(host)))))

const extensions = ({ isAuthority, subject }: CertificateParts): Buffer =>
  sequence(
    basicConstraints(isAuthority),
    keyUsage(isAuthority),
    ...(isAuthority ? [] : [altName(subject)]),
  )

/** X.690 section 8.3: the first bit is a sign, and no byte is there for nothing. */
const positive = ([first = 0, ...rest]: Uint8Array): Buffer =>
  der('integer', [(first & 0x7f) | 0x40, ...rest])

const pem = (bytes: Buffer): string => {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

/** An X.509 version 3 certificate (RFC 5280), as PEM (decision 0093). */
export const certificatePem = (parts: CertificateParts): string => {
  const body = sequence(
    der('version', der('integer', [2])),
    positive(parts.serial),
    algorithm,
    nameOf(parts.issuer),
    sequence(utcTime(parts.from), utcTime(parts.to)),
    nameOf(parts.subject),
    parts.publicKey.export({ type: 'spki', format: 'der' }),
    der('extensions', extensions(parts)),
  )
  const signature = sign('sha256', body, parts.signer)
  return pem(sequence(body, algorithm, der('bits', [0, ...signature])))
}
