import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LabError, type HostId } from '../../shared/base/index.ts'
import { hostCertificate, type HostCertificate } from '../../shared/protocol/index.ts'
import { putFile, readIfThere } from '../files.ts'

/** What Auto Deploy keeps for its hosts from boot to boot: certificates with their private keys. */
export type Certificates = {
  /**
   * Nothing where none is kept. What is there and cannot be read is not taken for that: another would take its place. Rejects with
   * the system's own error, or `LabError` `waiter.certificate-damaged`.
   */
  get(host: HostId): Promise<HostCertificate | undefined>
  /** Resolves when it is on disk. */
  keep(host: HostId, identity: HostCertificate): Promise<void>
  drop(host: HostId): Promise<void>
}

/** Certificates as files of a folder, one for each host, that only this user may read. */
export const createCertificates = ({ folder }: { readonly folder: string }): Certificates => {
  const known = new Map<HostId, HostCertificate>()
  const fileOf = (host: HostId): string => join(folder, `${host}.json`)

  const read = async (host: HostId): Promise<HostCertificate | undefined> => {
    const file = fileOf(host)
    const text = await readIfThere(file)
    if (text === undefined) return undefined
    try {
      return hostCertificate.parse(JSON.parse(text))
    } catch (error) {
      const message = `${file} is not the certificate that Headwaiter wrote.`
      throw new LabError('waiter.certificate-damaged', message, { path: file }, error)
    }
  }

  return {
    get: async (host) => {
      const identity = known.get(host) ?? (await read(host))
      if (identity !== undefined) known.set(host, identity)
      return identity
    },
    keep: async (host, identity) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await putFile(fileOf(host), JSON.stringify(identity), 0o600)
      known.set(host, identity)
    },
    drop: async (host) => {
      await rm(fileOf(host), { force: true })
      known.delete(host)
    },
  }
}
