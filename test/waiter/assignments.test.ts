import { describe, expect, it } from 'vitest'
import { createAssignments } from '../../src/main/waiter/assignments.ts'
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
