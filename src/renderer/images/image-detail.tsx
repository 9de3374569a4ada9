import { useState } from 'react'
import type { ImageProfile } from '../../shared/document/schema.ts'
import { goTo } from '../place/route.ts'
import { useActions } from '../client/actions.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Compare } from './compare.tsx'
import { ImageFiles } from './image-files.tsx'
import { Packages } from './packages.tsx'
import { Versions } from './versions.tsx'
import styles from './work.module.css'

/** Copies and exports of an image. */
const ImageActions = ({ image }: { readonly image: ImageProfile }) => {
  const { imageWork } = useStrings()
  const { inTurn } = useActions()
  const [wrote, setWrote] = useState('')
  const clone = (withoutTools: boolean) =>
    void inTurn('document', imageWork.failed, async (client) => {
      const named = withoutTools ? {} : { name: imageWork.copyName(image.name) }
      const made = await client.images.clone({ from: image.name, withoutTools, ...named })
      goTo({ page: 'images', item: made.imageProfile })
    })
  const write = (as: 'bundle' | 'folder') =>
    void inTurn('exports', imageWork.failed, async (client) => {
      const { path } = await client.images.export({ imageProfile: image.name, as })
      setWrote(imageWork.wrote(path))
    })
  const hasPackages = image.software !== undefined
  return (
    <div className={styles.actions}>
      <Button size="s" onClick={() => clone(false)}>
        {imageWork.copy}
      </Button>
      <Button size="s" disabled={!hasPackages} onClick={() => clone(true)}>
        {imageWork.withoutTools}
      </Button>
      <Button size="s" disabled={!hasPackages} onClick={() => write('bundle')}>
        {imageWork.exportBundle}
      </Button>
      <Button size="s" onClick={() => write('folder')}>
        {imageWork.exportFolder}
      </Button>
      {wrote !== '' && <output>{wrote}</output>}
    </div>
  )
}

export type ImageDetailProps = { readonly image: ImageProfile; readonly users: readonly string[] }

/** An image from all sides: its files, what it is made of, what it was, and how others differ. */
export const ImageDetail = ({ image, users }: ImageDetailProps) => {
  const { imageWork } = useStrings()
  const { parts } = imageWork
  return (
    <div className={styles.detail}>
      <Work>
        <ImageActions image={image} />
      </Work>
      <Tabs
        label={parts.label}
        tabs={[
          { id: 'files', name: parts.files, panel: <ImageFiles image={image} rules={users} /> },
          { id: 'packages', name: parts.packages, panel: <Packages image={image.name} /> },
          { id: 'versions', name: parts.versions, panel: <Versions image={image.name} /> },
          { id: 'compare', name: parts.compare, panel: <Compare image={image.name} /> },
        ]}
      />
    </div>
  )
}
