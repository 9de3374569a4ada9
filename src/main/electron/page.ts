import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { openingPage, securityHeaders, type Opening, type StaticFiles } from '../api/index.ts'
import { pagePath, pageScheme } from './security.ts'

/** Must run before the app is ready. */
export const registerPageScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])

/** Answers the page's scheme out of the built screen, with the security headers; while the lab is opening with how far it is. */
export const servePage = (files: StaticFiles, opening: () => Opening | undefined): void =>
  protocol.handle(pageScheme, async ({ url, method }) => {
    const path = pagePath(url)
    const now = opening()
    if (path === '/' && now !== undefined) {
      const { headers, body } = openingPage(now)
      return new Response(body, { headers: { ...securityHeaders, ...headers } })
    }
    const file = path === undefined ? undefined : files.find(path)
    if (file === undefined || method !== 'GET') {
      return new Response('Not found\n', { status: 404, headers: securityHeaders })
    }
    const body = new Uint8Array(await readFile(file.path))
    return new Response(body, { headers: { ...securityHeaders, ...file.headers } })
  })
