import { memo } from 'react'
import type { FactList } from '../client/facts.ts'
import { useEnd, useLab } from '../client/react.tsx'
import { tell } from '../strings/facts.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Glyph, type GlyphName } from '../ui/glyph.tsx'
import { messageOf, strangerOf, travels, type Message } from '../wire/message.ts'
import styles from './bench.module.css'

/** Facts looked back over for the newest message. */
const lookBack = 60

const newest = (facts: FactList, end: number): Message | undefined => {
  for (let place = end - 1; place >= Math.max(0, end - lookBack); place--) {
    const recorded = facts.at(place)
    const message = recorded === undefined ? undefined : messageOf(recorded)
    if (message !== undefined && travels(message)) return message
  }
  return undefined
}

const glyphOf = (message: Message): GlyphName => (message.failed ? 'fail' : 'right')

/** The newest message in words: the picture's caption, and its still form without motion. */
export const LastMessage = memo(() => {
  const strings = useStrings()
  const { bench, components } = strings
  const format = useFormat()
  const facts = useLab((lab) => lab.facts)
  const end = useEnd()
  const message = newest(facts, end)
  if (message === undefined) return null
  const name = (lane: Message['from']) =>
    lane === 'host' ? (message.host ?? strangerOf(message) ?? bench.stranger) : components[lane]
  return (
    <p className={styles.foot} title={bench.last} data-failed={message.failed}>
      <time>{format.timeOfDay(message.at)}</time>
      <span>{name(message.from)}</span>
      <Glyph name={glyphOf(message)} size={12} />
      <span>
        {name(message.to)}: {tell(strings, message.fact, format)}
      </span>
    </p>
  )
})
LastMessage.displayName = 'LastMessage'
