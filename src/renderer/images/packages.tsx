import { Select } from '@mantine/core'
import { useCallback, useState } from 'react'
import {
  acceptanceLevels,
  acceptanceNames,
  type DepotSummary,
  type ImageChange,
  type ImageSoftware,
  type PackageLine,
} from '../../shared/image/index.ts'
import { useActions } from '../client/actions.tsx'
import type { LabClient } from '../client/connection.ts'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { useFound, valueOr } from './use-found.ts'
import plain from '../ui/plain-table.module.css'
import { TableHead } from '../ui/table-head.tsx'
import styles from './work.module.css'

type Change = (change: ImageChange) => void

const PackageTable = ({
  software: { software },
  onChange,
}: {
  readonly software: ImageSoftware
  readonly onChange: Change
}) => {
  const { packages } = useStrings().imageWork
  return (
    <table className={plain.table} aria-label={packages.table(software.name)}>
      <TableHead
        columns={[
          packages.name,
          packages.version,
          packages.vendor,
          packages.level,
          packages.released,
        ]}
        actions={packages.actions}
      />
      <tbody>
        {software.packages.map(({ id, name, version, vendor, acceptanceLevel, released }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>{version}</td>
            <td>{vendor}</td>
            <td>{acceptanceNames[acceptanceLevel]}</td>
            <td>{released.slice(0, 10)}</td>
            <td className={styles.buttons}>
              <Work>
                <Button
                  size="s"
                  variant="quiet"
                  aria-label={packages.removeOne(name)}
                  onClick={() => onChange({ kind: 'removePackage', name })}
                >
                  {packages.remove}
                </Button>
              </Work>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Offered = readonly (readonly [depot: string, packages: readonly PackageLine[]])[]

const offered = async (client: LabClient): Promise<Offered> => {
  const depots: readonly DepotSummary[] = await client.images.depots()
  return Promise.all(
    depots.map(async ({ name }) => [name, await client.images.packages({ name })] as const),
  )
}

const Add = ({ onChange }: { readonly onChange: Change }) => {
  const { packages } = useStrings().imageWork
  const [found] = useFound(offered)
  const [chosen, setChosen] = useState<string | null>(null)
  const depots = valueOr(found, [])
  const data = depots.map(([group, list]) => ({
    group,
    items: list.map(({ id, name, version }) => ({
      value: JSON.stringify([group, id]),
      label: `${name} ${version}`,
    })),
  }))
  const add = () => {
    const pair = depots
      .flatMap(([depot, list]) => list.map(({ id }) => ({ depot, id })))
      .find(({ depot, id }) => JSON.stringify([depot, id]) === chosen)
    if (pair === undefined) return
    onChange({ kind: 'addPackage', package: pair.id, depot: pair.depot })
    setChosen(null)
  }
  return (
    <>
      <Select
        searchable
        aria-label={packages.addLabel}
        placeholder={packages.addLabel}
        data={data}
        value={chosen}
        onChange={setChosen}
      />
      <Button disabled={chosen === null} onClick={add}>
        {packages.add}
      </Button>
    </>
  )
}

/** What an image is made of; each change is a version that can be undone. */
export const Packages = ({ image }: { readonly image: string }) => {
  const { imageWork, phrase } = useStrings()
  const { inTurn } = useActions()
  const read = useCallback(
    (client: LabClient) => client.images.software({ imageProfile: image }),
    [image],
  )
  const [found] = useFound(read)
  const onChange: Change = (change) =>
    void inTurn('document', imageWork.failed, (client) =>
      client.images.change({ imageProfile: image, change }),
    )
  if (found.kind === 'waiting') return null
  if (found.kind === 'refused') return <p className={styles.hint}>{imageWork.noPackages}</p>
  const { software, problems } = found.value
  return (
    <div className={styles.layout}>
      <Work>
        <div className={styles.tools}>
          <Add onChange={onChange} />
          <Select
            aria-label={imageWork.packages.setLevel}
            data={acceptanceLevels.map((value) => ({ value, label: acceptanceNames[value] }))}
            value={software.acceptanceLevel}
            allowDeselect={false}
            onChange={(value) => {
              const level = acceptanceLevels.find((each) => each === value)
              if (level !== undefined && level !== software.acceptanceLevel)
                onChange({ kind: 'acceptanceLevel', level })
            }}
          />
        </div>
      </Work>
      <ul className={styles.notes}>
        {problems.length === 0 ? (
          <li>{imageWork.packages.good}</li>
        ) : (
          problems.map((problem) => (
            <li key={problem} data-bad>
              {phrase(problem)}
            </li>
          ))
        )}
      </ul>
      <PackageTable software={found.value} onChange={onChange} />
    </div>
  )
}
