import { useMemo } from 'react'
import { goTo } from '../place/route.ts'
import { useLab } from '../client/react.tsx'
import { useStrings, type Strings } from '../strings/index.tsx'
import type { Column } from '../ui/table/model.ts'
import { Table } from '../ui/table/table.tsx'
import styles from './network.module.css'

type Lease = {
  readonly host: string
  readonly address: string
  readonly mac: string | undefined
  readonly reserved: boolean
}

const columnsOf = ({ network }: Strings): readonly Column<Lease>[] => {
  const { leaseColumns } = network
  return [
    { id: 'address', label: leaseColumns.address, width: 120, value: ({ address }) => address },
    { id: 'host', label: leaseColumns.host, width: 120, value: ({ host }) => host },
    { id: 'mac', label: leaseColumns.mac, width: 150, value: ({ mac }) => mac },
    {
      id: 'reserved',
      label: leaseColumns.reserved,
      width: 90,
      value: ({ reserved }) => (reserved ? network.reserved : undefined),
    },
  ]
}

const rowKey = ({ address }: Lease): string => address

/** Who has an address. */
export const Leases = () => {
  const strings = useStrings()
  const hosts = useLab((lab) => lab.view.hosts)
  const document = useLab((lab) => lab.state.document)
  const columns = useMemo(() => columnsOf(strings), [strings])
  const reserved = useMemo(
    () =>
      new Set(
        document.hosts.flatMap(({ address, otherAddresses = [] }) => [address, ...otherAddresses]),
      ),
    [document],
  )
  const leases = useMemo(
    () =>
      [...hosts.values()].flatMap(({ id, address, mac }): Lease[] =>
        address === undefined ? [] : [{ host: id, address, mac, reserved: reserved.has(address) }],
      ),
    [hosts, reserved],
  )
  const show = (address: string) => {
    const lease = leases.find((candidate) => candidate.address === address)
    if (lease !== undefined) goTo({ page: 'hosts', host: lease.host })
  }
  return (
    <section className={`${styles.card} ${styles.wide}`}>
      <h2>{strings.network.leases}</h2>
      <div className={styles.leases}>
        <Table
          name="leases"
          label={strings.network.leases}
          rows={leases}
          columns={columns}
          rowKey={rowKey}
          onChoose={show}
          empty={strings.network.noLeases}
        />
      </div>
    </section>
  )
}
