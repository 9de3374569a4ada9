import { useActions, useDesk } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'

/** Undo and redo of the lab's document. Each press is a step, also while earlier ones are under way. */
export const Undo = () => {
  const { journal } = useStrings()
  const { undo, redo } = useActions()
  const isChanging = useDesk((desk) => desk.busy.has('document'))
  const canUndo = useLab((lab) => lab.state.canUndo)
  const canRedo = useLab((lab) => lab.state.canRedo)
  return (
    <Work>
      <Button size="s" disabled={!canUndo && !isChanging} onClick={undo}>
        {journal.undo}
      </Button>
      <Button size="s" disabled={!canRedo} onClick={redo}>
        {journal.redo}
      </Button>
    </Work>
  )
}
