import { useRef, type ChangeEvent } from 'react'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { fromPicker } from './gather.ts'
import { useImportDesk } from './imports-provider.tsx'

/** Opens a lab file, to look at what happened in it. */
export const RecordingPicker = () => {
  const { imports } = useStrings()
  const desk = useImportDesk()
  const file = useRef<HTMLInputElement>(null)
  const take = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    desk.take(fromPicker(currentTarget.files ?? []))
    currentTarget.value = ''
  }
  return (
    <>
      <Button glyph="play" onClick={() => file.current?.click()}>
        {imports.openRecording}
      </Button>
      <input ref={file} type="file" accept=".lab" hidden onChange={take} />
    </>
  )
}
