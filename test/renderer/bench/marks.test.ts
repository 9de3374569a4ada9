import { describe, expect, it } from 'vitest'
import {
  addMarks,
  crossTime,
  mostMarks,
  stillMoving,
  travelTime,
  type Mark,
} from '../../../src/renderer/bench/marks.ts'
import { messageOf, travels, type Message } from '../../../src/renderer/wire/message.ts'
import { recordedRun } from '../recorded-run.ts'

const messages = recordedRun()
  .map(messageOf)
  .filter((message): message is Message => message !== undefined)
const moving = messages.filter(travels)

describe('addMarks', () => {
  it('makes one mark of one message, bearing its number', () => {
    const [message] = moving
    if (message === undefined) throw new Error('The run has no message.')
    expect(addMarks([], [message], 0)).toMatchObject([
      { id: message.seq, lastSeq: message.seq, count: 1, from: message.from, to: message.to },
    ])
  })

  it('makes none of a fact that stays where it is', () => {
    expect(
      addMarks(
        [],
        messages.filter((message) => !travels(message)),
        0,
      ),
    ).toEqual([])
  })

  it('merges messages of all hosts where they share one cable', () => {
    const [message] = moving
    if (message === undefined) throw new Error('The run has no message.')
    const both = [message, { ...message, host: 'another', seq: 900 }]
    expect(addMarks([], both, 0, 'byHost')).toHaveLength(2)
    expect(addMarks([], both, 0, 'together')).toMatchObject([{ count: 2, lastSeq: 900 }])
  })

  it('merges what follows closely on the same way and counts it', () => {
    const [message] = moving
    if (message === undefined) throw new Error('The run has no message.')
    const first = addMarks([], [message], 0)
    const soon = addMarks(first, [{ ...message, seq: 900 }], 50)
    expect(soon).toMatchObject([{ id: message.seq, lastSeq: 900, count: 2 }])
    const later = addMarks(first, [{ ...message, seq: 901 }], 300)
    expect(later).toHaveLength(2)
  })

  it('never counts more facts than there were, nor shows more marks than can be followed', () => {
    let marks: readonly Mark[] = []
    for (const [index, message] of moving.entries()) marks = addMarks(marks, [message], index)
    expect(marks.length).toBeLessThanOrEqual(mostMarks)
    const counted = marks.reduce((sum, mark) => sum + mark.count, 0)
    expect(counted).toBeLessThanOrEqual(moving.length)
  })

  it('lets a mark go when it has arrived, and a failed one after its cross was seen', () => {
    const mark = { startedAt: 0, failed: false } as Mark
    const failed = { startedAt: 0, failed: true } as Mark
    expect(stillMoving([mark, failed], travelTime + 1)).toEqual([failed])
    expect(stillMoving([mark, failed], travelTime + crossTime + 1)).toEqual([])
  })
})
