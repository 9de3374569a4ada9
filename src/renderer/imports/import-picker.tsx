import { useCallback, useRef, type ChangeEvent } from 'react'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { fromPicker } from './gather.ts'
import styles from './imports.module.css'
import { useImportDesk } from './imports-provider.tsx'

/** The same as a drop, for those who would rather choose. */
export const ImportPicker = () => {
  const { imports } = useStrings()
  const desk = useImportDesk()
  const file = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement | null>(null)
  const asFolder = useCallback((input: HTMLInputElement | null) => {
    folder.current = input
    // React knows no such property; every browser does.
    if (input !== null) input.webkitdirectory = true
  }, [])
  const take = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    desk.take(fromPicker(currentTarget.files ?? []))
    // The same file may be chosen again.
    currentTarget.value = ''
  }
  return (
    <div className={styles.picker}>
      <Button onClick={() => file.current?.click()}>{imports.choose}</Button>
      <Button onClick={() => folder.current?.click()}>{imports.chooseFolder}</Button>
      <input ref={file} type="file" accept=".iso,.zip" multiple hidden onChange={take} />
      <input ref={asFolder} type="file" hidden onChange={take} />
    </div>
  )
}
