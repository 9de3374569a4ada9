import type { BootLoader } from '../../shared/image/index.ts'
import type { LabClient } from '../client/connection.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { useFound, valueOr } from './use-found.ts'
import plain from '../ui/plain-table.module.css'
import { TableHead } from '../ui/table-head.tsx'
import styles from './work.module.css'

const loadersOf = (client: LabClient): Promise<readonly BootLoader[]> => client.images.loaders()

/** The programs that firmware can be given to start, and where each came from. */
export const Loaders = () => {
  const { loaders } = useStrings().imageWork
  const format = useFormat()
  const [found] = useFound(loadersOf)
  const all = valueOr(found, [])
  const heads = [
    loaders.name,
    loaders.firmware,
    loaders.architecture,
    loaders.signature,
    loaders.size,
    loaders.origin,
    loaders.digest,
  ]
  return (
    <div className={styles.layout}>
      <p className={styles.quiet}>{loaders.hint}</p>
      {found.kind === 'found' && all.length === 0 && <p>{loaders.empty}</p>}
      {all.length > 0 && (
        <table className={plain.table} aria-label={loaders.table}>
          <TableHead columns={heads} />
          <tbody>
            {all.map(({ name, firmware, architecture, signed, size, origin, sha256 }) => (
              <tr key={`${origin} ${name}`}>
                <th scope="row">{name}</th>
                <td>{firmware === 'uefi' ? 'UEFI' : 'BIOS'}</td>
                <td>{architecture}</td>
                <td>{firmware === 'uefi' && loaders.signed[signed ? 'yes' : 'no']}</td>
                <td>{format.bytes(size)}</td>
                <td>{origin}</td>
                <td>
                  <code>{sha256}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
