import { useEffect, useRef } from 'react'
import { useActions, useDesk, useDeskHandle } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { choiceText, stillOpen } from '../host/next-boot.ts'
import { useStrings } from '../strings/index.tsx'
import { namedHosts } from '../strings/named-hosts.ts'
import { Button } from '../ui/button.tsx'
import { focusPage } from '../ui/focus.ts'
import { Glyph } from '../ui/glyph.tsx'
import { DismissButton } from './dismiss-button.tsx'
import styles from './toasts.module.css'

/** In ms: long enough to read it and go back. */
const shownFor = 12_000
/** And for whom it has the focus or is pointed at. */
const shownOn = 1000

/**
 * What was chosen here for one boot, and the way back while no boot has used it. The choice is a fact: no version of the
 * document is without it, so the undo along those does not reach it.
 */
export const NextBootNotice = () => {
  const strings = useStrings()
  const { nextBoot: texts } = strings
  const desk = useDeskHandle()
  const { takeBackNextBoot } = useActions()
  const chosen = useDesk((state) => state.once)
  const once = useLab(({ head }) => stillOpen(chosen, head.hosts))
  const notice = useRef<HTMLElement>(null)
  useEffect(() => {
    if (chosen === undefined) return undefined
    const withdraw = () => {
      if (notice.current?.matches(':hover, :focus-within')) timer = setTimeout(withdraw, shownOn)
      else desk.withdrawBack()
    }
    let timer = setTimeout(withdraw, shownFor)
    return () => clearTimeout(timer)
  }, [desk, chosen])
  const takeBack = (hosts: readonly string[]) => {
    takeBackNextBoot(hosts)
    focusPage()
  }
  if (once === undefined) return null
  return (
    <article ref={notice} className={styles.toast} data-tone="done">
      <h3>
        <Glyph name="reboot" />
        {namedHosts(once.hosts, strings)}
      </h3>
      <p>{texts.badge(texts.once(choiceText(once.choice, texts)))}</p>
      <Button size="s" aria-keyshortcuts="Control+Z" onClick={() => takeBack(once.hosts)}>
        {texts.takeBack}
      </Button>
      <DismissButton onClick={desk.withdrawBack} />
    </article>
  )
}
