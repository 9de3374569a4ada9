import { describe, expect, it } from 'vitest'
import {
  isAllowedNavigation,
  isOwnFile,
  pagePath,
  pageUrl,
} from '../../src/main/electron/security.ts'

describe('isAllowedNavigation', () => {
  it.each([pageUrl, `${pageUrl}#/hosts/esx-01`, `${pageUrl}?page=rules`, 'HEADWAITER://app/'])(
    'lets the page stay at %s',
    (url) => {
      expect(isAllowedNavigation(url)).toBe(true)
    },
  )

  it.each([
    'https://example.com/',
    'http://127.0.0.1:6501/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,<p>x',
    'blob:headwaiter://app/1b4d',
    'about:blank',
    'headwaiter://evil/',
    'headwaiter://app.evil/',
    'headwaiter://user@app/',
    'headwaiter://user:secret@app/',
    'headwaiter://app:80/',
    'headwaiter://app/other.html',
    'headwaiter:app',
    '',
    'not a url',
  ])('keeps the page from "%s"', (url) => {
    expect(isAllowedNavigation(url)).toBe(false)
  })
})

describe('isOwnFile', () => {
  it('lets the page save what it made itself, and nothing of anybody else', () => {
    expect(isOwnFile('blob:headwaiter://app/1b4d-uuid')).toBe(true)
    for (const url of [
      'https://example.com/a.exe',
      'blob:https://example.com/1b4d',
      'blob:headwaiter://app.evil/1b4d',
      'headwaiter://app/',
      'data:text/csv,a',
      'file:///etc/passwd',
    ])
      expect(isOwnFile(url)).toBe(false)
  })
})

describe('pagePath', () => {
  it('names the file that a request of the page is for', () => {
    expect(pagePath('headwaiter://app/')).toBe('/')
    expect(pagePath('headwaiter://app/assets/main.js?x#y')).toBe('/assets/main.js')
  })

  it('never climbs out of the page', () => {
    expect(pagePath('headwaiter://app/../../etc/passwd')).toBe('/etc/passwd')
  })

  it.each(['headwaiter://other/', 'file:///etc/passwd', 'nonsense'])('has none for %s', (url) => {
    expect(pagePath(url)).toBeUndefined()
  })
})
