import { expect, it } from 'vitest'
import type { Once } from '../../../src/renderer/client/desk.ts'
import { stillOpen } from '../../../src/renderer/host/next-boot.ts'
import { newHost } from '../../../src/shared/host/index.ts'

const choice = { kind: 'disk' } as const
const once: Once = { hosts: ['a', 'b'], choice }
const hostsWith = (...waiting: readonly string[]) =>
  new Map(
    ['a', 'b', 'c'].map((id) => [
      id,
      { ...newHost(id), ...(waiting.includes(id) && { nextBoot: choice }) },
    ]),
  )

it('lets a choice for one boot be taken back until the last of its hosts has used it', () => {
  expect(stillOpen(once, hostsWith('a', 'b'))).toBe(once)
  expect(stillOpen(once, hostsWith('b'))).toBe(once)
  expect(stillOpen(once, hostsWith('c'))).toBeUndefined()
  expect(stillOpen(undefined, hostsWith('a'))).toBeUndefined()
  // Somebody else has chosen another one since.
  const image = { kind: 'image', imageProfile: 'Other' } as const
  expect(stillOpen({ ...once, choice: image }, hostsWith('a'))).toBeUndefined()
})
