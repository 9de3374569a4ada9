/**
 * Runs inside a namespace: the HTTP client of simulated hosts. Its arguments: a URL, its own address, a file to write
 * to. Prints the code of each try that failed, and `right` when the file is there; three tries, as mboot has.
 */
import { writeFileSync } from 'node:fs'
import { download } from '../../../src/main/hosts/simulated/http/client.ts'
import { HttpFailure } from '../../../src/main/hosts/simulated/http/failure.ts'
import { silence } from '../../../src/main/hosts/simulated/timings.ts'

const [url = '', localAddress = '', to = ''] = process.argv.slice(2)

const readOnce = async (): Promise<boolean> => {
  const pieces: Uint8Array[] = []
  const signal = new AbortController().signal
  const request = { url, localAddress, signal, silence: silence.download }
  try {
    await download(request, (piece) => pieces.push(Uint8Array.from(piece)))
    writeFileSync(to, Buffer.concat(pieces))
    return true
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    process.stdout.write(`${error.code}\n`)
    return false
  }
}

for (let tries = 0; tries < 3; tries += 1) {
  if (await readOnce()) break
}
