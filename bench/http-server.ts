/**
 * The waiter alone in a process of its own, for bench/http.ts: `http-server.ts FOLDER MIB HOTMIB`.
 * Prints `{ url, file }` of a blob of MIB and serves until it is killed.
 */
import { createCipheriv } from 'node:crypto'
import { createImageStore } from '../src/main/images/index.ts'
import { createLabNetwork } from '../src/main/net/lab-network.ts'
import { createSystemClock } from '../src/main/system-clock.ts'
import { createWaiter } from '../src/main/waiter/index.ts'
import { labDocument } from '../src/shared/document/schema.ts'

const [folder = '', size = '', hot = ''] = process.argv.slice(2)
const address = '127.0.0.1'
const images = createImageStore({ dir: folder, hotBytes: Number(hot) * 1024 * 1024 })

async function* noise() {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16))
  for (let index = 0; index < Number(size); index++) {
    yield await Promise.resolve(cipher.update(Buffer.alloc(1024 * 1024)))
  }
}

const document = labDocument.parse({
  headwaiter: 1,
  name: 'Bench',
  network: {
    subnet: '127.0.0.0/8',
    server: address,
    pool: { first: '127.0.0.2', last: '127.0.0.3' },
    ports: { dhcp: 0, dhcpClient: 0, tftp: 0, waiter: 0, rules: 0, vcenter: 0 },
  },
  clusters: [],
  rules: {},
  racks: [],
  hosts: [],
})
const { sha256 } = await images.add(noise())
const waiter = createWaiter({
  network: createLabNetwork({ address }),
  document: () => document,
  identify: { byMac: (mac) => mac, byAddress: () => undefined },
  images,
  certificates: { get: () => Promise.resolve(undefined), keep: () => Promise.resolve() },
  record: () => Promise.resolve([]),
  clock: createSystemClock(),
  rulesEngine: '',
  vcenter: '',
})
const on = await waiter.start()
const url = `http://${on}/vmw/cache/${sha256}/image`
process.stdout.write(`${JSON.stringify({ url, file: images.path(sha256) })}\n`)
