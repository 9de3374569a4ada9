import { describe, expect, it } from 'vitest'
import { createDocuments } from '../../src/main/document/index.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import { takeBackCutOff } from '../../src/main/lessons/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { document } from './support.ts'

const clock = createSystemClock()
const begun: Fact = { type: 'lesson.started', lesson: 'x', title: 'X' }
const ended: Fact = { type: 'lesson.ended', lesson: 'x', met: 0, missed: 0 }

/** A lab whose owner set the speed to 2, and then a lesson to 20. */
const lab = async () => {
  const { journal, documents: store } = createMemoryStores({ clock })
  const record = (...facts: readonly Fact[]) => journal.append({ facts })
  await store.save({ at: 0, summary: 'New', document })
  const documents = createDocuments({ store, record, clock })
  const opened = () => record({ type: 'lab.opened', name: 'Lab', version: documents.version() })
  await opened()
  await documents.edit({ kind: 'setSpeed', speed: 2 })
  await record(begun)
  await documents.edit({ kind: 'setSpeed', speed: 20 })
  return { documents, record, opened, mend: () => takeBackCutOff({ journal, documents }) }
}

describe('takeBackCutOff', () => {
  it('takes back what a lesson changed that a kill cut off, as an edit of its own', async () => {
    const { documents, mend } = await lab()
    await mend()
    expect(documents.current().speed).toBe(2)
    expect((await documents.history()).at(-1)?.summary).toBe(
      'Put back after "X", which was cut off',
    )
    await documents.undo()
    expect(documents.current().speed).toBe(20)
  })

  it('leaves a lab alone whose lesson came to its end', async () => {
    const { documents, record, mend } = await lab()
    await record(ended)
    await mend()
    expect(documents.current().speed).toBe(20)
  })

  it('does it at the first opening after the kill, and at no later one', async () => {
    const { documents, opened, mend } = await lab()
    await opened()
    await mend()
    expect(documents.current().speed).toBe(20)
  })

  it('makes no version when nothing was changed', async () => {
    const { documents, mend } = await lab()
    await documents.undo()
    await mend()
    expect(await documents.history()).toHaveLength(3)
  })
})
