import { tryJson } from '../../../shared/base/index.ts'
import { hostCertificate, type HostCertificate } from '../../../shared/protocol/index.ts'
import type { Bench } from './bench.ts'
import type { Kernel } from './loaded-image.ts'
import { downloadText } from './http/client.ts'
import { HttpFailure } from './http/failure.ts'
import { persistently } from './http/persistently.ts'
import { silence, timings } from './timings.ts'

/** A certificate as it came; undefined when it is none. */
export const readCertificate = (text: string): HostCertificate | undefined =>
  hostCertificate.safeParse(tryJson(text)).data

const ask = async (bench: Bench, url: string): Promise<HostCertificate | undefined> => {
  const tries = { message: '', count: 0 }
  try {
    return await persistently(
      bench,
      url,
      timings.certificateRetry,
      async (request) => {
        const read = readCertificate(await downloadText({ ...request, silence: silence.report }))
        if (read === undefined) throw new HttpFailure('EPROTO', 'No certificate in the answer')
        return read
      },
      async ({ failure, attempt, last }) => {
        tries.message = failure.message
        tries.count = attempt
        if (last) throw failure
      },
    )
  } catch (error) {
    bench.signal.throwIfAborted()
    if (!(error instanceof HttpFailure)) throw error
    const { message, count } = tries
    await bench.report({ type: 'esxi.notCertified', host: bench.spec.id, message, tries: count })
    return undefined
  }
}

/**
 * What the system shows who it is with. A network boot whose image brought none, the host's first, asks
 * Auto Deploy, which asks the certificate authority; without an answer the host shuts down and starts
 * again: `refused`. A system from a disk has what was on it.
 */
export const certify = async (
  bench: Bench,
  kernel: Extract<Kernel, { kind: 'esxi' }>,
): Promise<HostCertificate | 'refused' | undefined> => {
  const { certificate, waiterHome } = kernel
  if (certificate !== undefined || waiterHome === undefined) return certificate
  const given = await ask(bench, `${waiterHome}certificate`)
  if (given !== undefined) return given
  await bench.pause(timings.shutDown)
  return 'refused'
}
