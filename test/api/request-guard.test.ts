import { expect, it } from 'vitest'
import { isOwnCaller } from '../../src/main/api/request-guard.ts'

it("knows its own page at HTTP's own port, which browsers leave out", () => {
  const [host, origin] = ['127.0.0.1', 'http://127.0.0.1']
  expect(isOwnCaller({ host, origin }, '127.0.0.1', 80)).toBe(true)
  expect(isOwnCaller({ host, origin }, '127.0.0.1', 8080)).toBe(false)
  expect(isOwnCaller({ host: 'evil.example', origin }, '127.0.0.1', 80)).toBe(false)
})
