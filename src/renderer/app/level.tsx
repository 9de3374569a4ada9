import { assertNever } from '../../shared/base/index.ts'
import type { Level as SafetyLevel } from '../../shared/contract/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLab, useReadOnly } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import type { GlyphName } from '../ui/glyph.tsx'
import { Pill } from '../ui/pill.tsx'
import type { Tone } from '../ui/tone.ts'
import styles from './header.module.css'
import { goTo } from '../place/route.ts'

const Sign = ({
  tip,
  tone,
  glyph,
  text,
}: {
  readonly tip: string
  readonly tone: Tone
  readonly glyph: GlyphName
  readonly text: string
}) => (
  <span title={tip}>
    <Pill shape="round" tone={tone} glyph={glyph}>
      {text}
    </Pill>
  </span>
)

/** What this screen is to the lab, and who else can see it: nobody but this computer, or a real network by name. */
export const Level = () => {
  const { level: texts } = useStrings()
  const level = useLab((lab) => lab.state.level)
  const seat = useLab((lab) => lab.state.seat)
  const watched = useLab((lab) => lab.head.classroom !== undefined)
  switch (seat.kind) {
    case 'recording':
      return (
        <Sign tip={texts.recordingTip} tone="rule" glyph="play" text={texts.recording(seat.file)} />
      )
    case 'onlooker':
      return <Sign tip={texts.onlookerTip} tone="net" glyph="screen" text={texts.onlooker} />
    case 'operator':
      if (level.kind !== 'lab') return <Live level={level} />
      return (
        <Sign
          tip={watched ? texts.labTipWatched : texts.labTip}
          tone="ok"
          glyph="dot"
          text={texts.lab}
        />
      )
    default:
      return assertNever(seat)
  }
}

/** On a real network: by name, and the way out, on every page. */
const Live = ({ level }: { readonly level: Exclude<SafetyLevel, { kind: 'lab' }> }) => {
  const { level: texts } = useStrings()
  const { stopServing } = useActions()
  const busy = useDesk((desk) => desk.busy.has('serving'))
  const { kind, interface: name } = level
  return (
    <span className={styles.live}>
      {kind === 'serve' ? (
        <Sign tip={texts.liveTip(name)} tone="cache" glyph="warn" text={texts.live(name)} />
      ) : (
        <Sign
          tip={texts.observeTip(name)}
          tone="cache"
          glyph="search"
          text={texts.observing(name)}
        />
      )}
      <Button size="s" variant="danger" busy={busy} onClick={stopServing}>
        {texts.stop}
      </Button>
    </span>
  )
}

/** How many others look on, on every page of who works the lab: it leads to where that ends. */
export const Class = () => {
  const { level: texts } = useStrings()
  const classroom = useLab((lab) => lab.head.classroom)
  const readOnly = useReadOnly()
  if (classroom === undefined || readOnly) return null
  return (
    <Button
      size="s"
      variant="quiet"
      glyph="screen"
      title={texts.classTip(classroom.on)}
      onClick={() => goTo({ page: 'network' })}
    >
      {texts.classroom(classroom.screens)}
    </Button>
  )
}
