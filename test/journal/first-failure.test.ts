import { describe, expect, it } from 'vitest'
import { tellFirstFailure } from '../../src/main/journal/first-failure.ts'

describe('the first failure of a row', () => {
  it('is told once, again after work that was done, and settles the work as it was', async () => {
    const told: unknown[] = []
    const watched = tellFirstFailure((error) => told.push(error))
    const fail = (error: string) =>
      expect(watched(Promise.reject(new Error(error)))).rejects.toThrow(error)
    await fail('full')
    await fail('still full')
    expect(await watched(Promise.resolve(7))).toBe(7)
    await fail('full again')
    expect(told.map(String)).toEqual(['Error: full', 'Error: full again'])
  })
})
