/** Runs inside a namespace: serves a folder over HTTP on a port and prints `METHOD path` for each request. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'

const [folder = '', address = '', port = '0'] = process.argv.slice(2)

createServer((request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
  process.stdout.write(`${request.method ?? ''} ${path}\n`)
  readFile(join(folder, path))
    .then((bytes) => {
      response.writeHead(200, {
        'content-length': bytes.length,
        'content-type': 'application/octet-stream',
      })
      response.end(request.method === 'HEAD' ? undefined : bytes)
    })
    .catch(() => {
      response.writeHead(404).end()
    })
}).listen(Number(port), address, () => process.stdout.write('listening\n'))
