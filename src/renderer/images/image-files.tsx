import { useMemo } from 'react'
import type { ImageProfile } from '../../shared/document/schema.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { Work } from '../client/work.tsx'
import type { Format } from '../strings/format.ts'
import { useFormat, useStrings, type Strings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import type { Column } from '../ui/table/model.ts'
import { Table } from '../ui/table/table.tsx'
import { filesOf, type ListedFile } from './files.ts'
import styles from './images.module.css'

const columnsOf = ({ images }: Strings, format: Format): readonly Column<ListedFile>[] => {
  const { fileColumns, roles } = images
  return [
    {
      id: 'position',
      label: fileColumns.position,
      width: 60,
      numeric: true,
      value: ({ position }) => position,
    },
    { id: 'name', label: fileColumns.name, width: 160, value: ({ name }) => name },
    { id: 'role', label: fileColumns.role, width: 100, value: ({ role }) => roles[role] },
    {
      id: 'size',
      label: fileColumns.size,
      width: 90,
      numeric: true,
      unit: 'B',
      value: ({ size }) => size,
      text: ({ size }) => format.bytes(size),
      render: ({ size }) => format.bytes(size),
    },
    {
      id: 'digest',
      label: fileColumns.digest,
      width: 460,
      value: ({ sha256 }) => sha256,
      render: ({ sha256 }) => <code>{sha256}</code>,
    },
  ]
}

const rowKey = ({ position }: ListedFile): string => String(position)

export type ImageFilesProps = { readonly image: ImageProfile; readonly rules: readonly string[] }

/** The files of one image, by which its bytes can be checked. */
export const ImageFiles = ({ image, rules }: ImageFilesProps) => {
  const strings = useStrings()
  const format = useFormat()
  const { edit } = useActions()
  const busy = useDesk((desk) => desk.busy.has('document'))
  const columns = useMemo(() => columnsOf(strings, format), [strings, format])
  const rows = useMemo(() => filesOf(image), [image])
  return (
    <section className={styles.files} aria-label={strings.images.files(image.name)}>
      <header>
        <h2>{strings.images.files(image.name)}</h2>
        <Work>
          <Button
            size="s"
            variant="danger"
            busy={busy}
            disabled={rules.length > 0}
            title={rules.length > 0 ? strings.images.inUse(rules.join(', ')) : undefined}
            onClick={() => edit({ kind: 'removeImageProfile', name: image.name })}
          >
            {strings.images.remove}
          </Button>
        </Work>
      </header>
      <Table
        name="image-files"
        label={strings.images.files(image.name)}
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        empty=""
      />
    </section>
  )
}
