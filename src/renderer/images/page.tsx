import { useMemo } from 'react'
import type { ImageProfile, LabDocument } from '../../shared/document/schema.ts'
import type { HostView } from '../../shared/host/index.ts'
import { RuleMentions } from '../place/mention.tsx'
import { goTo, usePlace } from '../place/route.ts'
import { ImportPicker } from '../imports/import-picker.tsx'
import { useLab } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import type { Format } from '../strings/format.ts'
import { useFormat, useStrings, type Strings } from '../strings/index.tsx'
import { Page } from '../ui/page.tsx'
import type { Column } from '../ui/table/model.ts'
import { Table } from '../ui/table/table.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Depots } from './depots.tsx'
import { filesOf, sizeOf } from './files.ts'
import { ImageDetail } from './image-detail.tsx'
import styles from './images.module.css'
import { Loaders } from './loaders.tsx'
import { Store } from './store.tsx'

export type ImageRow = {
  readonly image: ImageProfile
  /** Names of the rules that give it. */
  readonly rules: readonly string[]
  /** Hosts that run it, and hosts that have it on disk. */
  readonly running: number
  readonly cached: number
}

const rowOf = (
  image: ImageProfile,
  document: LabDocument,
  hosts: readonly HostView[],
): ImageRow => ({
  image,
  rules: document.rules.defined
    .filter(({ items }) =>
      items.some(({ kind, name }) => kind === 'imageProfile' && name === image.name),
    )
    .map(({ name }) => name),
  running: hosts.filter((host) => host.state === 'running' && host.imageProfile === image.name)
    .length,
  cached: hosts.filter((host) => host.cache?.imageProfile === image.name).length,
})

const columnsOf = ({ images }: Strings, format: Format): readonly Column<ImageRow>[] => {
  const { columns, kinds } = images
  return [
    { id: 'name', label: columns.name, width: 240, value: ({ image }) => image.name },
    { id: 'version', label: columns.version, width: 110, value: ({ image }) => image.version },
    { id: 'vendor', label: columns.vendor, width: 120, value: ({ image }) => image.vendor },
    { id: 'kind', label: columns.kind, width: 80, value: ({ image }) => kinds[image.kind] },
    {
      id: 'files',
      label: columns.files,
      width: 70,
      numeric: true,
      value: ({ image }) => filesOf(image).length,
    },
    {
      id: 'size',
      label: columns.size,
      width: 90,
      numeric: true,
      unit: 'B',
      value: ({ image }) => sizeOf(image),
      text: ({ image }) => format.bytes(sizeOf(image)),
      render: ({ image }) => format.bytes(sizeOf(image)),
    },
    {
      id: 'rules',
      label: columns.rules,
      width: 200,
      value: ({ rules }) => rules.join(', '),
      render: ({ rules }) => <RuleMentions names={rules} />,
    },
    {
      id: 'running',
      label: columns.running,
      width: 80,
      numeric: true,
      value: ({ running }) => running,
    },
    {
      id: 'cached',
      label: columns.cached,
      width: 80,
      numeric: true,
      value: ({ cached }) => cached,
    },
  ]
}

const rowKey = ({ image }: ImageRow): string => image.name

const Import = () => {
  const { images } = useStrings()
  return (
    <section className={styles.import}>
      <h2>{images.importTitle}</h2>
      <p>{images.importText}</p>
      <ImportPicker />
      <p>{images.importCommand}</p>
      <pre>npm start -- import --help</pre>
    </section>
  )
}

/** Rules, clusters and hosts that keep the image from being removed, as words. */
const usersOf = (
  { image, rules }: ImageRow,
  { clusters }: LabDocument,
  hosts: readonly HostView[],
): readonly string[] => [
  ...rules,
  ...clusters.filter((cluster) => cluster.image === image.name).map(({ name }) => name),
  ...hosts.filter((host) => host.association?.imageProfile === image.name).map(({ id }) => id),
]

/** The image profiles of the lab, and the chosen one from all sides. */
const Images = () => {
  const strings = useStrings()
  const format = useFormat()
  const document = useLab((lab) => lab.state.document)
  const views = useLab((lab) => lab.view.hosts)
  const hosts = useMemo(() => [...views.values()], [views])
  const chosen = usePlace().item
  const columns = useMemo(() => columnsOf(strings, format), [strings, format])
  const rows = useMemo(
    () => document.imageProfiles.map((image) => rowOf(image, document, hosts)),
    [document, hosts],
  )
  const row = rows.find(({ image }) => image.name === chosen)
  return (
    <div className={styles.images}>
      <Table
        name="images"
        label={strings.pages.images}
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        chosen={chosen}
        onChoose={(item) => goTo({ page: 'images', item })}
        empty={strings.images.empty}
      />
      <div className={styles.detail}>
        {row === undefined ? (
          <p className={styles.hint}>
            {chosen === undefined ? strings.images.choose : strings.images.unknown(chosen)}
          </p>
        ) : (
          <ImageDetail
            key={row.image.name}
            image={row.image}
            users={usersOf(row, document, hosts)}
          />
        )}
        <Work>
          <Import />
        </Work>
      </div>
    </div>
  )
}

/** Images of the lab, the depots they come from, the store of their files, and boot loaders. */
export const ImagesPage = () => {
  const strings = useStrings()
  const texts = strings.imageWork.tabs
  const { part = 'images', ...place } = usePlace()
  return (
    <Page title={strings.pages.images} lead={strings.images.lead}>
      <Tabs
        label={texts.label}
        chosen={part}
        onChoose={(id) => goTo({ ...place, ...(id !== 'images' && { part: id }) })}
        tabs={[
          { id: 'images', name: texts.images, panel: <Images /> },
          { id: 'depots', name: texts.depots, panel: <Depots /> },
          { id: 'store', name: texts.store, panel: <Store /> },
          { id: 'loaders', name: texts.loaders, panel: <Loaders /> },
        ]}
      />
    </Page>
  )
}
