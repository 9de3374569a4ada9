import { createHash } from 'node:crypto'
import { LabError } from '../../shared/base/index.ts'
import type { ImageFile } from '../../shared/document/schema.ts'
import type { HealProof } from '../component.ts'
import { ask } from '../ask.ts'

/**
 * Reads tramp and one file of an image from outside, by Node's own HTTP client, and checks the file's
 * digest. `LabError` `plug.not-healed` otherwise. Without an image in the lab, tramp is the proof.
 */
export const proveWaiter = async (
  url: string,
  file: { readonly url: string; readonly file: ImageFile } | undefined,
  signal: AbortSignal,
): Promise<HealProof> => {
  const tramp = await get(`${url}/vmw/rbd/tramp`, signal)
  if (!tramp.toString().startsWith('#!ipxe')) throw notHealed('tramp is not an iPXE script')
  const steps = [`GET /vmw/rbd/tramp: an iPXE script of ${tramp.length} bytes`]
  if (file === undefined) return steps
  const body = await get(file.url, signal)
  const digest = createHash('sha256').update(body).digest('hex')
  if (digest !== file.file.sha256) throw notHealed(`${file.file.name} has the digest ${digest}`)
  return [
    ...steps,
    `GET ${file.file.name}: ${body.length} bytes, SHA-256 ${digest.slice(0, 12)} as named`,
  ]
}

const get = async (url: string, signal: AbortSignal): Promise<Buffer> => {
  const { status, body } = await ask(url, { signal }).catch((error: unknown) => {
    throw notHealed(`${url} did not answer: ${String(error)}`, error)
  })
  if (status !== 200) throw notHealed(`${url} answered ${status}`)
  return body
}

const notHealed = (message: string, cause?: unknown): LabError =>
  new LabError('plug.not-healed', `The waiter is not healed: ${message}.`, {}, cause)
