import { createHash } from 'node:crypto'
import { LabError } from '../../../shared/base/index.ts'
import {
  bootFiles,
  bootFileUrl,
  bootValue,
  errorTimeout,
  imageManifest,
  isPayloadUrl,
  parseBootConfig,
  type BootConfig,
} from '../../../shared/image/index.ts'
import type { HostCertificate } from '../../../shared/protocol/index.ts'
import { readCertificate } from './certificate.ts'
import type { Bench } from './bench.ts'
import type { LoadedFile, LoadedImage } from './loaded-image.ts'
import { NetworkBootFailure } from './failure.ts'
import { download, downloadText, type HttpRequest } from './http/client.ts'
import type { HttpFailure } from './http/failure.ts'
import { persistently } from './http/persistently.ts'
import { timings } from './timings.ts'

/** A fatal error of mboot: number and text of its own table, and the file it met it with. */
class FatalError extends Error {
  override readonly name = 'FatalError'
  readonly file: string

  constructor(file: string, message: string) {
    super(message)
    this.file = file
  }
}

/** mboot's error table, as far as it is needed (github.com/vmware/esx-boot). */
const errors: Readonly<Record<string, string>> = {
  ECONNREFUSED: '48 (Connection refused)',
  ECONNRESET: '47 (Connection reset)',
  ETIMEDOUT: '19 (Timeout)',
  EHOSTUNREACH: '43 (Host unreachable)',
  ENETUNREACH: '42 (Network unreachable)',
  '404': '15 (Not found)',
}
const errorText = ({ code }: HttpFailure): string => errors[code] ?? '41 (HTTP Error)'

const nameOf = (url: string): string => url.replace(/^.*\//, '')

/** Seconds of mboot's countdown when boot.cfg does not say. */
const countdown = 5

/** mboot asks up to three times; then the error is fatal. */
const demand = <T>(bench: Bench, url: string, work: (request: HttpRequest) => Promise<T>) =>
  persistently(bench, url, timings.mbootRetry, work, async ({ failure, last }) => {
    if (last) throw new FatalError(nameOf(url), errorText(failure))
  })

/** What a URL says the file's digest is: Auto Deploy's cache is addressed by content. */
const promised = (url: string): string | undefined => /\/([0-9a-f]{64})\//.exec(url)?.[1]

/** Downloads one file, hashing it as it comes; keeps it in memory under the digest its name promises. */
const fetchFile = async (bench: Bench, url: string, options: string): Promise<LoadedFile> => {
  const expected = promised(url)
  const page = bench.memory.hold(expected ?? `${bench.spec.id} ${url}`)
  bench.ram.pages.push(page)
  const { digest, size } = await demand(bench, url, async (request) => {
    const hash = createHash('sha256')
    const size = await download(request, (piece, offset) => {
      hash.update(piece)
      page.put(offset, piece)
    })
    return { digest: hash.digest('hex'), size }
  })
  if (expected !== undefined && digest !== expected)
    throw new FatalError(nameOf(url), '33 (Inconsistent data)')
  return { name: nameOf(url), options, sha256: digest, size, page }
}

const readConfig = async (bench: Bench, url: string): Promise<BootConfig> => {
  const text = await demand(bench, url, downloadText)
  try {
    return parseBootConfig(text)
  } catch (error) {
    if (error instanceof LabError) throw new FatalError(nameOf(url), '32 (Syntax)')
    throw error
  }
}

/** The certificate that boot.cfg names (docs/protocol.md): a part of the host's image. */
const certificateIn = async (
  bench: Bench,
  config: BootConfig,
): Promise<HostCertificate | undefined> => {
  const url = bootValue(config, 'certificate')
  if (url === '') return undefined
  const text = await demand(bench, url, downloadText)
  const read = readCertificate(text)
  if (read === undefined) throw new FatalError(nameOf(url), '33 (Inconsistent data)')
  return read
}

const load = async (bench: Bench, configUrl: string, config: BootConfig): Promise<LoadedImage> => {
  const host = bench.spec.id
  const list = [
    ...bootFiles(bootValue(config, 'kernel')),
    ...bootFiles(bootValue(config, 'modules')),
  ]
  const imageProfile = bootValue(config, 'imageprofile') || bootValue(config, 'title')
  const of = list.filter(({ name }) => !isPayloadUrl(name)).length
  const begun = bench.clock.now()
  await bench.report({ type: 'mboot.configReceived', host, imageProfile, modules: of })
  const files: LoadedFile[] = []
  const payloads: LoadedFile[] = []
  for (const { name, options } of list) {
    const file = await fetchFile(bench, bootFileUrl(config, configUrl, name), options)
    const beside = isPayloadUrl(name)
    const position = (beside ? payloads : files).push(file)
    const fact = { file: file.name, bytes: file.size, ...(!beside && { position, of }) }
    await bench.report({ type: 'mboot.moduleReceived', host, ...fact })
  }
  const certificate = await certificateIn(bench, config)
  const digest = createHash('sha256').update(imageManifest(files)).digest('hex')
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const took = bench.clock.now() - begun
  await bench.report({ type: 'mboot.imageReceived', host, imageProfile, digest, bytes, took })
  const kernelOptions = bootValue(config, 'kernelopt')
  const version = bootValue(config, 'imageversion')
  const image = { imageProfile, version, digest, kernelOptions, files, payloads }
  return { ...image, ...(certificate && { certificate }) }
}

/** After a fatal error mboot hangs, or exits after `errtimeout` seconds when boot.cfg says so. */
const die = async (bench: Bench, config: BootConfig | undefined, error: FatalError) => {
  const exitsAfter = config && errorTimeout(config)
  if (exitsAfter === undefined) {
    const { file, message } = error
    return bench.report({ type: 'mboot.hung', host: bench.spec.id, file, message })
  }
  await bench.pause(exitsAfter)
  throw new NetworkBootFailure('image', 'mboot', `Fatal error: ${error.message}`, 3)
}

/**
 * mboot: reads boot.cfg, downloads kernel and modules in order, checks every byte. Resolves with the
 * image, or with undefined when it hangs.
 */
export const runMboot = async (
  bench: Bench,
  args: readonly string[],
): Promise<LoadedImage | undefined> => {
  const configUrl = args[args.indexOf('-c') + 1]
  if (!args.includes('-c') || configUrl === undefined)
    throw new NetworkBootFailure('bootConfig', 'mboot', 'mboot was given no boot.cfg')
  let config: BootConfig | undefined
  try {
    config = await readConfig(bench, configUrl)
    if (bootValue(config, 'skip') === '1')
      throw new NetworkBootFailure('bootConfig', 'mboot', 'boot.cfg says skip')
    await bench.pause(Number(bootValue(config, 'timeout') || countdown) * 1000)
    return await load(bench, configUrl, config)
  } catch (error) {
    if (!(error instanceof FatalError)) throw error
    await die(bench, config, error)
    return undefined
  }
}
