import type { Host } from '../../shared/document/schema.ts'
import type { HostView } from '../../shared/host/index.ts'
import { Mention, placeOf } from '../place/mention.tsx'
import { choiceText } from '../host/next-boot.ts'
import { complianceOf, connectionText, isOn, statusOf } from '../host/status.ts'
import type { Format } from '../strings/format.ts'
import type { Strings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import type { Column } from '../ui/table/model.ts'
import toneStyles from '../ui/tone.module.css'
import styles from './hosts.module.css'

/** A host as the lab sees it, and as the document has it when it does. */
export type HostRow = { readonly view: HostView; readonly spec: Host | undefined }

const Status = ({ row, strings }: { readonly row: HostRow; readonly strings: Strings }) => {
  const { tone, glyph, text } = statusOf(row.view, strings)
  const { nextBoot } = row.view
  return (
    <span className={styles.status}>
      <span className={toneStyles.tone} data-tone={tone}>
        <Glyph name={glyph} />
      </span>
      {text}
      {nextBoot !== undefined &&
        ` · ${strings.nextBoot.badge(choiceText(nextBoot, strings.nextBoot))}`}
    </span>
  )
}

const lastBoot = ({ view }: HostRow) => view.boots.at(-1)

/** How long the last boot took, in whole ms, or takes so far until its last fact. */
const bootTime = (row: HostRow): number | undefined => {
  const boot = lastBoot(row)
  return boot?.endedAt === undefined ? undefined : Math.round(boot.endedAt - boot.startedAt)
}

const bootTimeIn =
  ({ duration }: Format) =>
  (row: HostRow): string => {
    const time = bootTime(row)
    return time === undefined ? '' : duration(time)
  }

const identity = ({ hosts: { columns } }: Strings): readonly Column<HostRow>[] => [
  { id: 'host', label: columns.host, width: 110, value: ({ view }) => view.id },
]

const standing = (strings: Strings): readonly Column<HostRow>[] => [
  {
    id: 'status',
    label: strings.hosts.columns.status,
    width: 230,
    value: ({ view }) => statusOf(view, strings).text,
    render: (row) => <Status row={row} strings={strings} />,
  },
  {
    id: 'connection',
    label: strings.hosts.columns.connection,
    width: 120,
    value: ({ view }) => connectionText(view, strings),
  },
  {
    id: 'compliance',
    label: strings.hosts.columns.compliance,
    width: 110,
    value: ({ view }) => complianceOf(view, strings),
  },
  {
    id: 'cluster',
    label: strings.hosts.columns.cluster,
    width: 110,
    value: ({ view }) => view.cluster,
  },
]

const network = ({ hosts: { columns } }: Strings): readonly Column<HostRow>[] => [
  { id: 'address', label: columns.address, width: 120, value: ({ view }) => view.address },
  { id: 'mac', label: columns.mac, width: 150, value: ({ view }) => view.mac },
]

const hardware = (strings: Strings): readonly Column<HostRow>[] => {
  const { columns, kinds } = strings.hosts
  const smbios = ({ view, spec }: HostRow) => view.attributes ?? spec?.smbios
  return [
    { id: 'model', label: columns.model, width: 150, value: (row) => smbios(row)?.model },
    {
      id: 'vendor',
      label: columns.vendor,
      width: 120,
      optional: true,
      value: (row) => smbios(row)?.vendor,
    },
    {
      id: 'serial',
      label: columns.serial,
      width: 110,
      optional: true,
      value: (row) => smbios(row)?.serial,
    },
    {
      id: 'firmware',
      label: columns.firmware,
      width: 90,
      optional: true,
      value: ({ view, spec }) => (view.firmware ?? spec?.firmware)?.toUpperCase(),
    },
    {
      id: 'kind',
      label: columns.kind,
      width: 100,
      optional: true,
      value: ({ spec }) => (spec === undefined ? kinds.unknown : kinds[spec.kind]),
    },
  ]
}

const imageMention = (name: string | undefined) =>
  name === undefined ? '' : <Mention place={placeOf.image(name)}>{name}</Mention>

const image = (strings: Strings, format: Format): readonly Column<HostRow>[] => {
  const { columns, sources } = strings.hosts
  return [
    {
      id: 'source',
      label: columns.source,
      width: 100,
      value: ({ view }) => (view.source === undefined ? undefined : sources[view.source]),
    },
    {
      id: 'image',
      label: columns.image,
      width: 180,
      value: ({ view }) => view.imageProfile,
      render: ({ view }) => imageMention(view.imageProfile),
    },
    {
      id: 'nextBoot',
      label: columns.nextBoot,
      width: 120,
      optional: true,
      value: ({ view: { nextBoot } }) => nextBoot && choiceText(nextBoot, strings.nextBoot),
    },
    {
      id: 'cache',
      label: columns.cache,
      width: 180,
      value: ({ view }) => view.cache?.imageProfile,
      render: ({ view }) => imageMention(view.cache?.imageProfile),
    },
    {
      id: 'boots',
      label: columns.boots,
      width: 70,
      numeric: true,
      optional: true,
      value: ({ view }) => view.boots.length,
    },
    {
      id: 'bootTime',
      label: columns.bootTime,
      width: 100,
      numeric: true,
      unit: 'ms',
      value: bootTime,
      text: bootTimeIn(format),
      render: bootTimeIn(format),
    },
    {
      id: 'vms',
      label: columns.vms,
      width: 60,
      numeric: true,
      value: ({ view }) => (isOn(view) ? view.virtualMachines.length : undefined),
    },
  ]
}

/** All that can be shown of hosts side by side. */
export const hostColumns = (strings: Strings, format: Format): readonly Column<HostRow>[] => [
  ...identity(strings),
  ...standing(strings),
  ...network(strings),
  ...hardware(strings),
  ...image(strings, format),
]
