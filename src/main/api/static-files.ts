import { readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
}

/** The build puts a digest into the names in here, so their content never changes. */
const immutable = '/assets/'

/** A file of the built screen, ready to be sent. */
export type StaticFile = {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The built screen. The files are listed once: a request can only name one of them, so no path leads
 * out of the folder.
 */
export const listStaticFiles = async (folder: string) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = new Map<string, StaticFile>()
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const name = `/${relative(folder, path).split(sep).join('/')}`
    files.set(name, {
      path,
      headers: {
        'Content-Type': mediaTypes[extname(name)] ?? 'application/octet-stream',
        'Cache-Control': name.startsWith(immutable)
          ? 'public, max-age=31536000, immutable'
          : 'no-cache',
      },
    })
  }
  return {
    /** The file a path of an address names; `/` is the page. */
    find: (pathname: string): StaticFile | undefined =>
      files.get(pathname === '/' ? '/index.html' : pathname),
  }
}

export type StaticFiles = Awaited<ReturnType<typeof listStaticFiles>>
