import { useEffect, useRef, useState } from 'react'
import type { Recorded } from '../../shared/facts/index.ts'
import { placeAfter } from '../client/journal.ts'
import { useLab } from '../client/react.tsx'
import { messageOf, type Message } from '../wire/message.ts'
import { addMarks, stillMoving, type Grouping, type Mark } from './marks.ts'

/** Facts looked at when many arrive at once; the ladder shows them all. */
const mostAtOnce = 400
/** A held picture that moves on by no more than this is a step; further is a jump, and draws nothing. */
const longestStep = 25
const pruneEvery = 120

const messagesIn = (facts: readonly Recorded[], from: number, to: number): Message[] => {
  const messages: Message[] = []
  for (let place = Math.max(from, to - mostAtOnce); place < to; place++) {
    const recorded = facts[place]
    const message = recorded === undefined ? undefined : messageOf(recorded)
    if (message !== undefined) messages.push(message)
  }
  return messages
}

/**
 * Marks for the facts that have come since this window joined the lab, or was stepped to. What had
 * happened before it joined is told by the panels; nothing moves for it now.
 */
export const useMarks = (grouping: Grouping): readonly Mark[] => {
  const facts = useLab((lab) => lab.facts)
  const count = useLab((lab) => lab.count)
  const heldAt = useLab((lab) => lab.heldAt)
  const joinedAt = useLab((lab) => lab.joinedAt)
  const end = heldAt === undefined ? count : placeAfter(facts, heldAt)
  const seen = useRef({ facts, end, held: heldAt !== undefined })
  const [marks, setMarks] = useState<readonly Mark[]>([])

  useEffect(() => {
    const before = seen.current
    const held = heldAt !== undefined
    seen.current = { facts, end, held }
    if (before.facts !== facts || before.held !== held || end <= before.end) return
    if (held && end - before.end > longestStep) return
    const from = held ? before.end : Math.max(before.end, placeAfter(facts, joinedAt))
    const fresh = messagesIn(facts, from, end)
    if (fresh.length > 0) setMarks((all) => addMarks(all, fresh, performance.now(), grouping))
  }, [facts, end, heldAt, joinedAt, grouping])

  const moving = marks.length > 0
  useEffect(() => {
    if (!moving) return undefined
    const timer = setInterval(() => {
      setMarks((all) => {
        const left = stillMoving(all, performance.now())
        return left.length === all.length ? all : left
      })
    }, pruneEvery)
    return () => clearInterval(timer)
  }, [moving])

  return marks
}
