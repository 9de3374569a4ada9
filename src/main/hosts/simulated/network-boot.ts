import type { Bench, Program } from './bench.ts'
import { NetworkBootFailure } from './failure.ts'
import { startIpxe } from './ipxe/boot.ts'
import type { Loaded, Outcome } from './ipxe/interpreter.ts'
import { runMboot } from './mboot.ts'
import { runRom } from './pxe.ts'

const isMboot = ({ url }: Loaded): boolean => /\/mboot[^/]*$/.test(url)

/** The waiter's place for this host: where its boot.cfg is, whichever proxy gave the loader. */
const homeOf = ({ args }: Loaded): string => {
  const config = args[args.indexOf('-c') + 1] ?? ''
  return config.replace(/(?:proxy-\d+\/)?[^/]*$/, '')
}

const start = async (bench: Bench, program: Loaded): Promise<void> => {
  const { report, ram } = bench
  const host = bench.spec.id
  if (!isMboot(program)) {
    const imageProfile = program.url.replace(/^.*\//, '')
    ram.kernel = { kind: 'linux', imageProfile }
    return report({ type: 'kernel.started', host, source: 'network', imageProfile })
  }
  const image = await runMboot(bench, program.args)
  if (image === undefined) return undefined
  const { imageProfile, digest } = image
  const waiterHome = homeOf(program)
  const { certificate } = image
  ram.kernel = {
    ...{ kind: 'esxi', source: 'network', imageProfile, digest, image, waiterHome },
    ...(certificate && { certificate }),
  }
  return report({ type: 'kernel.started', host, source: 'network', imageProfile })
}

/** The part of a screen that says why: from `Details:` to the next empty line. */
const causeOn = (screen: readonly string[]): string => {
  const from = screen.findIndex((line) => line.startsWith('Details:'))
  const rest = screen.slice(Math.max(0, from))
  const end = rest.indexOf('')
  return rest.slice(0, end < 0 ? undefined : end).join('\n')
}

/** What iPXE's run means for the machine. */
export const follow = async (bench: Bench, outcome: Outcome): Promise<void> => {
  const host = bench.spec.id
  switch (outcome.kind) {
    case 'boot':
      return start(bench, outcome.program)
    case 'wait':
      bench.ram.screenWait = outcome.ms
      return bench.report({
        type: 'host.noImageScreen',
        host,
        cause: causeOn(outcome.screen),
        wait: outcome.ms,
      })
    case 'reboot':
      bench.restart('noImageScreen')
      return undefined
    case 'ended':
      throw outcome.error ?? new NetworkBootFailure('tramp', 'iPXE', 'The script ended')
  }
}

/** Tells firmware how a network boot failed. */
export const orFail = async (bench: Bench, work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    bench.signal.throwIfAborted()
    if (!(error instanceof NetworkBootFailure)) throw error
    const { stage, code, message, tries } = error
    const host = bench.spec.id
    await bench.report({ type: 'firmware.networkFailed', host, stage, code, message, tries })
  }
}

/** The whole network boot: ROM, iPXE, mboot. */
export const networkBoot: Program = (bench) =>
  orFail(bench, async () => {
    await runRom(bench)
    const ipxe = await startIpxe(bench)
    bench.ram.ipxe = ipxe
    await follow(bench, await ipxe.run(bench))
  })

/** The no-image screen: iPXE waits as its script says, then goes on with the script. */
export const noImageScreen: Program = async (bench) => {
  const { ipxe, screenWait = 0 } = bench.ram
  await bench.pause(screenWait)
  if (ipxe !== undefined) await orFail(bench, async () => follow(bench, await ipxe.run(bench)))
}
