import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { tryJson, type HostId } from '../../shared/base/index.ts'
import { hostCertificate, type HostCertificate } from '../../shared/protocol/index.ts'
import { putFile, readIfThere } from '../files.ts'

/** What Auto Deploy keeps for its hosts from boot to boot: certificates with their private keys. */
export type Certificates = {
  /**
   * Nothing where none is kept, or where the disk has damaged it: vCenter signs a new one. What the system does not give is not
   * taken for none, or another would take its place: rejects with the system's error.
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
    const kept = hostCertificate.safeParse(tryJson((await readIfThere(fileOf(host))) ?? ''))
    return kept.data
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
