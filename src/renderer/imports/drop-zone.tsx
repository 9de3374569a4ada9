import { useEffect, useState } from 'react'
import { useStrings } from '../strings/index.tsx'
import { fromDrop } from './gather.ts'
import styles from './imports.module.css'
import { useImportDesk } from './imports-provider.tsx'

const hasFiles = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer?.types.includes('Files') === true

/** Takes files that are dropped anywhere onto the window, and says so while they hang over it. */
export const DropZone = () => {
  const { imports } = useStrings()
  const desk = useImportDesk()
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    // It also tells of each element that is left; nothing comes after the window itself.
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      const { dataTransfer } = event
      if (dataTransfer === null || !hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      void fromDrop(dataTransfer.items).then(desk.take)
    }
    window.addEventListener('dragover', hover)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', hover)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [desk])
  if (!over) return null
  return (
    <div className={styles.zone}>
      <strong>{imports.drop}</strong>
      <span>{imports.dropText}</span>
    </div>
  )
}
