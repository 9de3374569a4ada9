import { Select } from '@mantine/core'
import { useState } from 'react'
import { acceptanceNames, type DepotSummary } from '../../shared/image/index.ts'
import { goTo } from '../place/route.ts'
import { useActions } from '../client/actions.tsx'
import type { LabClient } from '../client/connection.ts'
import { useLab } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { useFound, valueOr } from './use-found.ts'
import plain from '../ui/plain-table.module.css'
import { TableHead } from '../ui/table-head.tsx'
import styles from './work.module.css'

const depotsOf = (client: LabClient) => client.images.depots()

const Depot = ({
  depot,
  onMake,
  onForget,
}: {
  readonly depot: DepotSummary
  readonly onMake: (profile: string) => void
  readonly onForget: () => void
}) => {
  const { depots, packages } = useStrings().imageWork
  const heads = [depots.profile, packages.vendor, packages.level, depots.packages, depots.also]
  return (
    <section className={styles.depot} aria-label={depot.name}>
      <header>
        <h3>{depot.name}</h3>
        <span>{depots.from(depot.origin, depot.packages)}</span>
        <Work>
          <Button
            size="s"
            variant="quiet"
            aria-label={depots.forgetOne(depot.name)}
            onClick={onForget}
          >
            {depots.forget}
          </Button>
        </Work>
      </header>
      <table className={plain.table} aria-label={depots.table}>
        <TableHead columns={heads} actions={packages.actions} />
        <tbody>
          {depot.profiles.map((profile) => (
            <tr key={profile.name}>
              <th scope="row">{profile.name}</th>
              <td>{profile.vendor}</td>
              <td>{acceptanceNames[profile.acceptanceLevel]}</td>
              <td>{profile.packages}</td>
              <td>{profile.alsoIn.join(', ')}</td>
              <td className={styles.buttons}>
                <Work>
                  <Button
                    size="s"
                    aria-label={depots.makeOne(profile.name, depot.name)}
                    onClick={() => onMake(profile.name)}
                  >
                    {depots.make}
                  </Button>
                </Work>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Depots the lab took in: their image profiles become images of the lab. */
export const Depots = () => {
  const { depots: texts, failed } = useStrings().imageWork
  const { inTurn } = useActions()
  const images = useLab((lab) => lab.state.document.imageProfiles)
  const [found, again] = useFound(depotsOf)
  const [loadersOf, setLoadersOf] = useState('')
  const withLoader = images.filter(({ loader, uefiLoader }) => (loader ?? uefiLoader) !== undefined)
  const make = (depot: string, profile: string) =>
    void inTurn('document', failed, async (client) => {
      const loaders = loadersOf === '' ? {} : { loadersOf }
      const { imageProfile } = await client.images.compose({ profile, depot, ...loaders })
      goTo({ page: 'images', item: imageProfile })
    })
  const forget = (name: string) =>
    void inTurn('document', failed, async (client) =>
      client.images.removeDepot({ name }).then(again),
    )
  const depots = valueOr(found, [])
  if (found.kind === 'found' && depots.length === 0)
    return <p className={styles.hint}>{texts.empty}</p>
  return (
    <div className={styles.layout}>
      <Work>
        <div className={styles.tools}>
          <Select
            label={texts.loaders}
            description={texts.loadersHint}
            data={[
              { value: '', label: texts.noLoaders },
              ...withLoader.map(({ name }) => ({ value: name, label: name })),
            ]}
            value={loadersOf}
            allowDeselect={false}
            onChange={(value) => setLoadersOf(value ?? '')}
          />
        </div>
      </Work>
      {depots.map((depot) => (
        <Depot
          key={depot.name}
          depot={depot}
          onMake={(profile) => make(depot.name, profile)}
          onForget={() => forget(depot.name)}
        />
      ))}
    </div>
  )
}
