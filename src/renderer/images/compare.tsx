import { Select } from '@mantine/core'
import { useCallback, useState } from 'react'
import type { ImageSource } from '../../shared/image/index.ts'
import type { LabClient } from '../client/connection.ts'
import { useLab } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { Difference } from './difference.tsx'
import { useFound, valueOr } from './use-found.ts'
import styles from './work.module.css'

const depotsOf = (client: LabClient) => client.images.depots()

const Found = ({ image, other }: { readonly image: string; readonly other: ImageSource }) => {
  const read = useCallback(
    (client: LabClient) => client.images.compare({ first: { imageProfile: image }, second: other }),
    [image, other],
  )
  const [found] = useFound(read)
  return found.kind === 'found' ? <Difference difference={found.value} /> : null
}

/** An image beside another of the lab, or beside one of a depot. */
export const Compare = ({ image }: { readonly image: string }) => {
  const { compare, tabs } = useStrings().imageWork
  const images = useLab((lab) => lab.state.document.imageProfiles)
  const [depots] = useFound(depotsOf)
  const [chosen, setChosen] = useState<ImageSource>()
  const own = images
    .filter(({ name }) => name !== image)
    .map(({ name }) => ({ imageProfile: name }))
  const others = valueOr(depots, []).flatMap(({ name, profiles }) =>
    profiles.map((profile) => ({ imageProfile: profile.name, depot: name })),
  )
  const sources: readonly ImageSource[] = [...own, ...others]
  const label = ({ imageProfile, depot }: ImageSource) =>
    depot === undefined ? imageProfile : compare.inDepot(imageProfile, depot)
  const items = (list: readonly ImageSource[]) =>
    list.map((source) => ({ value: JSON.stringify(source), label: label(source) }))
  return (
    <div className={styles.layout}>
      <div className={styles.tools}>
        <Select
          searchable
          aria-label={compare.with}
          placeholder={compare.with}
          data={[
            { group: tabs.images, items: items(own) },
            { group: tabs.depots, items: items(others) },
          ]}
          value={chosen === undefined ? null : JSON.stringify(chosen)}
          onChange={(value) =>
            setChosen(sources.find((source) => JSON.stringify(source) === value))
          }
        />
      </div>
      {chosen !== undefined && <Found image={image} other={chosen} />}
    </div>
  )
}
