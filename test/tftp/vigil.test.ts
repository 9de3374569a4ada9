import { describe, expect, it } from 'vitest'
import { createVigil } from '../../src/main/tftp/lane/vigil.ts'

/** Waits until the next look, of which nothing comes. */
const waitsUntilLook = (vigil: ReturnType<typeof createVigil>): number => {
  let waits = 0
  while (!vigil.isDue()) waits += 1
  vigil.came(false)
  return waits
}

describe('a vigil', () => {
  it('looks before every wait while answers come in time', () => {
    const vigil = createVigil()
    for (let turn = 0; turn < 5; turn += 1) {
      expect(vigil.isDue()).toBe(true)
      vigil.came(true)
    }
  })

  it('looks less and less often while nothing comes, but never gives up', () => {
    const vigil = createVigil()
    const waits = Array.from({ length: 14 }, () => waitsUntilLook(vigil))
    expect(waits).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023, 1024, 1024, 1024])
  })

  it('looks before every wait again as soon as one answer came in time', () => {
    const vigil = createVigil()
    for (let turn = 0; turn < 4; turn += 1) waitsUntilLook(vigil)
    while (!vigil.isDue());
    vigil.came(true)
    expect(vigil.isDue()).toBe(true)
  })
})
