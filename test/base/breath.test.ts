import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createBreath } from '../../src/main/breath.ts'

/** A breath on a clock of its own, and a body that takes so many ms for each of its pieces. */
const breathing = () => {
  const clock = { now: 0 }
  const said: string[] = []
  const breathe = createBreath(20, () => clock.now)
  const body = async (name: string, pieces: number, takes: number) => {
    for (let piece = 1; piece <= pieces; piece += 1) {
      await breathe()
      said.push(`${name}${piece}`)
      clock.now += takes
    }
  }
  return { clock, said, body }
}

describe('bodies that share a breath', () => {
  it('go on for 20 ms, and then let what else there is have its turn', async () => {
    const { said, body } = breathing()
    const sending = body('a', 5, 8)
    await turn()
    said.push('else')
    await sending
    expect(said).toEqual(['a1', 'a2', 'a3', 'else', 'a4', 'a5'])
  })

  it('take turns', async () => {
    const { said, body } = breathing()
    await Promise.all([body('a', 3, 20), body('b', 3, 20), body('c', 3, 20)])
    expect(said).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2', 'a3', 'b3', 'c3'])
  })

  it('wait for nobody once the others are through', async () => {
    const { clock, said, body } = breathing()
    await body('a', 1, 20)
    clock.now += 1000
    await body('b', 2, 1)
    expect(said).toEqual(['a1', 'b1', 'b2'])
  })
})
