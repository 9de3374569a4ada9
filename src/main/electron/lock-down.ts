import type { Session, WebContents } from 'electron'
import { contentSecurityPolicy } from '../api/index.ts'
import { isAllowedNavigation, isOwnFile } from './security.ts'

/** A session without any permission, whose every answer carries the policy. */
export const lockSession = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onHeadersReceived(({ responseHeaders }, pass) =>
    pass({
      responseHeaders: { ...responseHeaders, 'Content-Security-Policy': [contentSecurityPolicy] },
    }),
  )
  session.on('will-download', (event, item) => {
    if (!isOwnFile(item.getURL())) event.preventDefault()
  })
}

/** A page that stays where it is: no other address, no new window, no embedded browser. */
export const lockPage = (contents: WebContents): void => {
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isAllowedNavigation(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
