import { LabError, toErrorData } from '../../../../shared/base/index.ts'
import type { NetworkStage } from '../../../../shared/facts/index.ts'
import { tftpErrors } from '../../../../shared/packet/index.ts'
import type { Bench, BootLoader } from '../bench.ts'
import { acquireLease, cardOf, NoLease } from '../dhcp-client.ts'
import { NetworkBootFailure } from '../failure.ts'
import { download, downloadText, type HttpRequest } from '../http/client.ts'
import { persistently } from '../http/persistently.ts'
import { readBootFile } from '../tftp.ts'
import { timings } from '../timings.ts'
import { createIpxe, type Hands } from './interpreter.ts'

/** The settings iPXE knows of the machine it runs on. */
const settingsOf = (bench: Bench): Readonly<Record<string, string>> => {
  const { spec } = bench
  const { lease } = bench.ram
  const { mac } = cardOf(bench)
  return {
    mac,
    'net0/mac': mac,
    uuid: spec.uuid,
    manufacturer: spec.smbios.vendor,
    product: spec.smbios.model,
    serial: spec.smbios.serial,
    asset: spec.smbios.asset,
    hostname: lease?.hostName ?? '',
    domain: lease?.domainName ?? '',
    ip: lease?.address ?? '',
    'net0/ip': lease?.address ?? '',
    'next-server': lease?.nextServer ?? '',
    filename: lease?.bootFile ?? '',
    platform: spec.firmware === 'uefi' ? 'efi' : 'pcbios',
    buildarch: 'x86_64',
  }
}

/** iPXE's own DHCP round; it comes with the boot file `tramp`. */
const configure = async (bench: Bench): Promise<void> => {
  try {
    bench.ram.lease = await acquireLease(bench, 'ipxe', timings.ipxeDhcp)
  } catch (error) {
    if (error instanceof NoLease)
      throw new NetworkBootFailure(
        'ipxe',
        'iPXE',
        'No configuration methods succeeded',
        error.tries,
      )
    throw error
  }
}

/** iPXE's words for a read by TFTP that failed: it knows few of the errors apart. */
const failureText = ({ code, details }: LabError): string => {
  if (code === 'tftp.timeout') return 'Connection timed out'
  switch (details['errorCode']) {
    case tftpErrors.fileNotFound:
      return 'No such file or directory'
    case tftpErrors.accessViolation:
      return 'Permission denied'
    default:
      return 'Operation not supported'
  }
}

/** The first script, by TFTP as the lease says. */
const firstScript = async (bench: Bench): Promise<string> => {
  const { lease } = bench.ram
  if (lease === undefined || lease.bootFile === '')
    throw new NetworkBootFailure('ipxe', 'iPXE', 'Nothing to boot: no filename was given')
  try {
    const bytes = await readBootFile(bench, lease, { blksize: 1432, tsize: 0 }, timings.ipxeTftp)
    return new TextDecoder().decode(bytes)
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    const tries = Number(toErrorData(error).details['tries'] ?? 1)
    const message = `tftp ${lease.bootFile}: ${failureText(error)}`
    throw new NetworkBootFailure('tramp', 'TFTP', message, tries)
  }
}

/** Fetches as this iPXE does; each failed try is told. */
const demand = <T>(
  bench: Bench,
  stage: NetworkStage,
  url: string,
  work: (request: HttpRequest) => Promise<T>,
): Promise<T> =>
  persistently(bench, url, timings.httpRetry, work, async ({ failure, attempt, of, last }) => {
    const { code, message } = failure
    const host = bench.spec.id
    await bench.report({ type: 'ipxe.tryFailed', host, stage, url, attempt, of, message })
    if (last) throw new NetworkBootFailure(stage, code, `${url}: ${message}`, attempt)
  })

/** The chain of scripts: TFTP gave the first, the waiter's tramp is the second, its answer the third. */
const stageAt = (depth: number): NetworkStage => (depth <= 1 ? 'tramp' : 'register')

/** What stays between two runs: the script that runs, where it came from, and whether its choice of an image was told. */
type Told = { stage: NetworkStage; answerUrl: string; chosen: boolean }

const handsOf = (bench: Bench, told: Told): Hands => {
  const host = bench.spec.id
  return {
    sleep: (ms) => bench.pause(ms),
    fetchScript: async (url, depth) => {
      const stage = stageAt(depth)
      const text = await demand(bench, stage, url, downloadText)
      if (stage === 'tramp') await bench.report({ type: 'ipxe.trampReceived', host, url })
      told.answerUrl = url
      told.stage = stage
      return text
    },
    fetchFile: async (url) => {
      if (!told.chosen) {
        told.chosen = true
        await bench.report({ type: 'ipxe.bootScriptReceived', host, url: told.answerUrl })
      }
      await demand(bench, 'image', url, (request) => download(request, () => undefined))
    },
  }
}

/** A script that is over without a boot ends the network boot where it stands. */
const ended = (error: Error | undefined, { stage }: Told): Error =>
  error instanceof NetworkBootFailure
    ? error
    : new NetworkBootFailure(stage, 'iPXE', error?.message ?? 'The script ended')

/** Starts iPXE: its own address, then the script that TFTP serves. */
export const startIpxe = async (bench: Bench): Promise<BootLoader> => {
  const { spec, pause, report, ram } = bench
  await report({ type: 'ipxe.started', host: spec.id })
  await pause(timings.ipxeStart)
  await configure(bench)
  await report({ type: 'ipxe.addressed', host: spec.id, address: ram.lease?.address ?? '' })
  const settings = settingsOf(bench)
  const ipxe = createIpxe(await firstScript(bench), (name) => settings[name])
  const told: Told = { stage: 'tramp', answerUrl: '', chosen: false }
  return {
    run: async (bench) => {
      const outcome = await ipxe.run(handsOf(bench, told))
      return outcome.kind === 'ended' ? { ...outcome, error: ended(outcome.error, told) } : outcome
    },
  }
}
