import { describe, expect, it } from 'vitest'
import { createAssignments } from '../../src/main/waiter/assignments.ts'
import { cutFact, servedFacts } from '../../src/main/waiter/file-facts.ts'
import { imageProfile } from '../../src/shared/document/schema.ts'

const file = (name: string, digit: string) => ({ name, sha256: digit.repeat(64), size: 10 })
const profile = imageProfile.parse({
  name: 'Small',
  kind: 'esxi',
  kernel: file('k.b00', 'a'),
  modules: [file('s.v00', 'b'), file('z.tgz', 'c')],
})

describe('hosts that load an image beside another', () => {
  const setUp = () => {
    const assignments = createAssignments()
    for (const host of ['one', 'two'])
      assignments.assign(host, { imageProfile: profile, association: {}, payloads: [], since: 0 })
    return assignments
  }

  it('are those that were given one, but not the host itself', () => {
    const assignments = setUp()
    expect(assignments.loadingBeside('one', 1_000)).toBe(1)
    expect(assignments.loadingBeside('three', 1_000)).toBe(2)
  })

  it('are through with the answer to their last file, however it ended', () => {
    const assignments = setUp()
    assignments.answered('two', 'b'.repeat(64))
    expect(assignments.loadingBeside('one', 1_000)).toBe(1)
    assignments.answered('two', 'c'.repeat(64))
    expect(assignments.loadingBeside('one', 1_000)).toBe(0)
  })

  it('are gone when they ask for nothing for a minute', () => {
    const assignments = setUp()
    assignments.asked('two', 50_000)
    expect(assignments.loadingBeside('three', 70_000)).toBe(1)
    expect(assignments.loadingBeside('three', 110_000)).toBe(0)
  })
})

describe('a file that was cut', () => {
  const cutAndResume = (has: number) => {
    const assignments = createAssignments()
    const image = imageProfile.parse({ ...profile, modules: [] })
    assignments.assign('one', { imageProfile: image, association: {}, payloads: [], since: 0 })
    const asked = {
      asker: { host: 'one', client: '127.0.0.2:4000' },
      file: image.kernel,
      assignment: assignments.demand('one'),
      bootedSince: () => false,
      unplugged: new AbortController().signal,
    }
    const cut = { kind: 'cut', bytes: 4, atMost: 8, cause: 'connection', error: undefined } as const
    cutFact(asked, { status: 200, start: 0, bytes: cut.bytes, size: 10 }, cut)
    const rest = { status: 206, start: has, bytes: 10 - has, size: 10 } as const
    return servedFacts(asked, rest, 0, 1).map(({ type }) => type)
  }

  it('counts as served when its host resumes from more than is known to have left', () => {
    expect(cutAndResume(7)).toEqual(['waiter.fileServed', 'waiter.imageServed'])
  })

  it('does not when its host skips bytes that never left', () => {
    expect(cutAndResume(9)).toEqual(['waiter.fileServed'])
  })
})
