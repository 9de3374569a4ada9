import { expand, parseScript, type Script, type Settings } from './script.ts'

/** A program and its files, ready to be started. */
export type Loaded = {
  readonly url: string
  readonly args: readonly string[]
  readonly initrds: readonly string[]
}

/** Why a run of the interpreter stopped. */
export type Outcome =
  /** `boot`: the loaded program takes over. */
  | { readonly kind: 'boot'; readonly program: Loaded }
  /** A long `sleep`, with what stands on the screen; run again after so many ms. */
  | { readonly kind: 'wait'; readonly ms: number; readonly screen: readonly string[] }
  | { readonly kind: 'reboot' }
  /** The script is over without a boot: control goes back to firmware. */
  | { readonly kind: 'ended'; readonly error: Error | undefined }

/** What the interpreter needs from the machine. Each rejects with what iPXE would print. */
export type Hands = {
  /** Fetches a script or small text. `depth` is 0 for the script that TFTP gave. */
  fetchScript(url: string, depth: number): Promise<string>
  /** Downloads a program or a file for one. */
  fetchFile(url: string): Promise<void>
  /** Short waits; long ones are outcomes. */
  sleep(ms: number): Promise<void>
}

export type Ipxe = {
  /** Runs until something leaves the script; goes on from there when called again. */
  run(hands: Hands): Promise<Outcome>
}

type Frame = { readonly script: Script; line: number; part: number }
type Step = { readonly kind: 'ok' } | { readonly kind: 'error'; readonly error: Error } | Outcome

/** A `sleep` from here on is a screen to be read, not a pause. ms. */
const screenFrom = 60_000
const deepest = 32

const ok: Step = { kind: 'ok' }
const failed = (message: string): Step => ({ kind: 'error', error: new Error(message) })

/**
 * An iPXE that knows the commands that boot scripts use: echo, set, clear, isset, goto, chain,
 * kernel, initrd, imgargs, boot, sleep, dhcp, reboot, exit, with `&&` and `||`. A command it does
 * not know fails, as it does in an iPXE built without it.
 */
export const createIpxe = (text: string, builtIn: Settings): Ipxe => {
  const values = new Map<string, string>()
  const settings: Settings = (name) => values.get(name) ?? builtIn(name)
  const frames: Frame[] = []
  let screen: string[] = []
  let program: { url: string; args: readonly string[] } | undefined
  let initrds: string[] = []

  const enter = (text: string): Step => {
    const script = parseScript(text)
    if (script === undefined) return failed('Exec format error')
    if (frames.length >= deepest) return failed('Too many levels of chaining')
    frames.push({ script, line: 0, part: 0 })
    return ok
  }
  const chain = async (hands: Hands, url: string | undefined): Promise<Step> =>
    url === undefined ? failed('chain: no URI') : enter(await hands.fetchScript(url, frames.length))

  const load = async (hands: Hands, [url, ...args]: readonly string[]): Promise<Step> => {
    if (url === undefined) return failed('kernel: no URI')
    await hands.fetchFile(url)
    program = { url, args }
    return ok
  }
  const sleep = async (hands: Hands, seconds: number): Promise<Step> => {
    const ms = (Number.isFinite(seconds) ? seconds : 0) * 1000
    if (ms >= screenFrom) return { kind: 'wait', ms, screen }
    await hands.sleep(ms)
    return ok
  }
  const jump = (label: string): Step => {
    const frame = frames.at(-1)
    const line = frame?.script.lines.findIndex(([first]) => first?.words[0] === `:${label}`) ?? -1
    if (frame === undefined || line < 0) return failed(`No such label: ${label}`)
    frame.line = line
    frame.part = 0
    return ok
  }

  const perform = async (hands: Hands, words: readonly string[]): Promise<Step> => {
    const [name = '', ...args] = words.map((word) => expand(word, settings))
    switch (name) {
      case 'echo':
        screen = [...screen, args.join(' ')]
        return ok
      case 'set':
        values.set(args[0] ?? '', args.slice(1).join(' '))
        return ok
      case 'clear':
        values.delete(args[0] ?? '')
        return ok
      case 'isset':
        return (args[0] ?? '') === '' ? failed('Not set') : ok
      case 'goto':
        return jump(args[0] ?? '')
      case 'dhcp':
      case 'ifopen':
        return ok
      case 'chain':
        return chain(
          hands,
          args.find((word) => !word.startsWith('-')),
        )
      case 'kernel':
      case 'imgexec':
        return load(hands, args)
      case 'initrd':
        await hands.fetchFile(args[0] ?? '')
        initrds = [...initrds, args[0] ?? '']
        return ok
      case 'boot':
        return program === undefined
          ? failed('No image to boot')
          : { kind: 'boot', program: { ...program, initrds } }
      case 'sleep':
        return sleep(hands, Number(args[0]))
      case 'reboot':
        return { kind: 'reboot' }
      case 'exit':
        return Number(args[0] ?? 0) === 0
          ? { kind: 'ended', error: undefined }
          : { kind: 'ended', error: new Error(`exit ${args[0] ?? ''}`) }
      default:
        return name === '' || name.startsWith(':') ? ok : failed(`${name}: command not found`)
    }
  }

  const attempt = async (hands: Hands, words: readonly string[]): Promise<Step> => {
    try {
      return await perform(hands, words)
    } catch (error) {
      return { kind: 'error', error: error instanceof Error ? error : new Error(String(error)) }
    }
  }

  /** The next command to run, given how the last one ended. Undefined when its script is over. */
  const advance = (frame: Frame, last: Step): readonly string[] | undefined => {
    for (;;) {
      const line = frame.script.lines[frame.line]
      if (line === undefined) return undefined
      const command = line[frame.part]
      if (command === undefined) {
        // An error that no `||` took up ends the script.
        if (last.kind === 'error') return undefined
        frame.line += 1
        frame.part = 0
        continue
      }
      frame.part += 1
      const wanted =
        command.when === 'always' || (command.when === 'failed') === (last.kind === 'error')
      if (wanted) return command.words
    }
  }

  const start = enter(text)
  let last: Step = start
  return {
    run: async (hands) => {
      for (;;) {
        const frame = frames.at(-1)
        if (frame === undefined)
          return { kind: 'ended', error: last.kind === 'error' ? last.error : undefined }
        const words = advance(frame, last)
        if (words === undefined) {
          frames.pop()
          continue
        }
        const step = await attempt(hands, words)
        if (step.kind !== 'ok' && step.kind !== 'error') {
          last = ok
          if (step.kind === 'ended') {
            frames.pop()
            last = step.error === undefined ? ok : { kind: 'error', error: step.error }
            continue
          }
          return step
        }
        last = step
      }
    },
  }
}
