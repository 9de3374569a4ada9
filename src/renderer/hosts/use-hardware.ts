import { useMemo } from 'react'
import type { Host } from '../../shared/document/schema.ts'
import type { VendorProfile } from '../../shared/host/index.ts'
import type { HostOrder } from '../../shared/rack/index.ts'
import type { LabClient } from '../client/connection.ts'
import { useFound, valueOr } from '../images/use-found.ts'

const kindsOf = (client: LabClient) => client.host.kinds()

/** A kind of server, by the name of its file. */
export type Kind = { readonly id: string; readonly server: VendorProfile }

/** The kinds of servers that ship; none until the lab has answered. */
export const useKinds = (): readonly Kind[] => {
  const [kinds] = useFound(kindsOf)
  return valueOr(kinds, [])
}

const looks = ({ smbios, firmware, disks = [], diskMiB }: Host): string =>
  [smbios.vendor, smbios.model, firmware, disks.length, diskMiB].join(' ')

/** Hosts of which each stands for all that are like it; the last added first. */
const models = (hosts: readonly Host[]): readonly Host[] => {
  const latestFirst = hosts.filter(({ kind }) => kind === 'simulated').toReversed()
  return [...Map.groupBy(latestFirst, looks).values()].flatMap(([latest]) => latest ?? [])
}

export type Choice = {
  readonly value: string
  readonly label: string
  readonly hardware: HostOrder['hardware']
}

/** What new hosts can be: like those that the lab has, or a kind of server. */
export const useHardware = (
  hosts: readonly Host[],
  like: (host: string, model: string) => string,
): readonly Choice[] => {
  const kinds = useKinds()
  return useMemo(
    () => [
      ...models(hosts).map(({ id, smbios }): Choice => ({
        value: `like ${id}`,
        label: like(id, smbios.model),
        hardware: { kind: 'like', host: id },
      })),
      ...kinds.map(({ id, server }): Choice => ({
        value: id,
        label: server.title,
        hardware: { kind: 'server', server },
      })),
    ],
    [hosts, kinds, like],
  )
}
