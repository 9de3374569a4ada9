import { X509Certificate } from 'node:crypto'
import { toErrorData, type HostId } from '../../shared/base/index.ts'
import type { HostCertificate } from '../../shared/protocol/index.ts'
import type { Record } from '../record.ts'
import type { Certificates } from './certificates.ts'
import { askAuthority } from './neighbours.ts'

type Certified = {
  readonly identity: HostCertificate
  readonly serial: string
  /** No authority was asked. */
  readonly kept: boolean
}

const namesOf = ({ certificate }: HostCertificate) => {
  const { serialNumber: serial, fingerprint256: fingerprint } = new X509Certificate(certificate)
  return { serial, fingerprint }
}

/**
 * A host's certificate: the one Auto Deploy keeps, else a new one of vCenter's authority, which is kept
 * from now on. `LabError` `waiter.no-certificate` when there is none to be had; that is a fact, too.
 */
export const certificateFor = async ({
  certificates,
  vcenter,
  record,
  host,
  signal,
}: {
  readonly certificates: Pick<Certificates, 'get' | 'keep'>
  /** Base URL. */
  readonly vcenter: string
  readonly record: Record
  readonly host: HostId
  readonly signal: AbortSignal
}): Promise<Certified> => {
  const kept = await certificates.get(host)
  if (kept !== undefined) return { identity: kept, serial: namesOf(kept).serial, kept: true }
  try {
    const identity = await askAuthority(vcenter, host, signal)
    const names = namesOf(identity)
    await certificates.keep(host, identity)
    await record({ type: 'waiter.certificateStored', host, ...names })
    return { identity, serial: names.serial, kept: false }
  } catch (error) {
    signal.throwIfAborted()
    const { code, message } = toErrorData(error)
    await record({ type: 'waiter.certificateMissing', host, reason: { code, message } })
    throw error
  }
}
