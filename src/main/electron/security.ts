/** The page has a scheme of its own, so that it has an origin and no file of the laptop is in reach. */
export const pageScheme = 'headwaiter'
export const pageUrl = `${pageScheme}://app/`

/**
 * Where a window may go: within the page itself (a reload, a deep link after the `#` or `?`). Nothing
 * else, not even another path of our own: the page is one document.
 */
export const isAllowedNavigation = (url: string): boolean => {
  const target = URL.parse(url)
  return (
    target?.protocol === `${pageScheme}:` &&
    target.host === 'app' &&
    target.pathname === '/' &&
    target.username === '' &&
    target.password === ''
  )
}

/** Whether a download is a file the page made itself (a table as CSV, packets): never one of a server. */
export const isOwnFile = (url: string): boolean => url.startsWith(`blob:${pageScheme}://app/`)

/** The path a request of the page names, or undefined when it is not for the page's own host. */
export const pagePath = (url: string): string | undefined => {
  const target = URL.parse(url)
  return target?.protocol === `${pageScheme}:` && target.host === 'app'
    ? target.pathname
    : undefined
}
