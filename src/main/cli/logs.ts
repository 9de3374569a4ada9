import { InvalidArgumentError, Option } from 'commander'
import type { LogsState } from '../../shared/contract/index.ts'
import { severities, type LogLine, type Severity } from '../../shared/syslog/index.ts'
import { momentOf } from './moment.ts'
import type { Output } from './output.ts'
import { askLabAt, withLabPlace, type LabPlace, type RunningLab } from './running-lab.ts'
import type { Fill } from './shell.ts'
import { untilStopped } from './until-stopped.ts'

type Flags = LabPlace & {
  readonly follow: boolean
  readonly severity?: Severity
  readonly text?: string
  readonly last: number
  readonly json: boolean
}

/** `2026-11-29 18:02:11 warning hostd: The disk is slow.` */
export const logLineText = ({ at, severity, program, text }: LogLine): string =>
  `${momentOf(at)} ${severity.padEnd(9)} ${program === '' ? '' : `${program}: `}${text}`

const printer = (output: Output, json: boolean) => (lines: readonly LogLine[]) => {
  for (const line of lines) output.print(json ? JSON.stringify(line) : logLineText(line))
}

/** Who was heard, and where hosts are to send their logs. */
export const logsOverview = ({ listening, problems, heard }: LogsState): readonly string[] => [
  ...heard.map(
    ({ sender, lastAt, dropped }) =>
      `${sender.padEnd(20)} last heard ${momentOf(lastAt)}${dropped === 0 ? '' : ` · ${String(dropped)} messages dropped`}`,
  ),
  ...(heard.length > 0
    ? []
    : [
        'No log has come yet. Hosts send theirs where Syslog.global.logHost of their host profile says:',
      ]),
  ...(heard.length > 0 ? [] : listening.map((on) => `  ${on}`)),
  ...problems.map((problem) => `Not received: ${problem}`),
]

/** Why nothing stands there: a name that is mistyped looks like a host that is silent. */
const silence = (host: string, state: LogsState): readonly string[] =>
  state.heard.some(({ sender }) => sender === host)
    ? [`No line of ${host} is like that.`]
    : [`Nothing was heard of ${host}.`, ...logsOverview(state)]

const follow = async (
  { logs }: RunningLab,
  wanted: Parameters<RunningLab['logs']['follow']>[0],
  print: (lines: readonly LogLine[]) => void,
): Promise<void> => {
  const over = new AbortController()
  const { signal } = over
  void untilStopped().then(() => over.abort())
  try {
    for await (const lines of await logs.follow(wanted, { signal })) print(lines)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

const tell = async (lab: RunningLab, host: string | undefined, flags: Flags, output: Output) => {
  if (host === undefined) {
    const state = await lab.logs.state()
    const lines = flags.json ? [JSON.stringify(state)] : logsOverview(state)
    for (const line of lines) output.print(line)
    return
  }
  const print = printer(output, flags.json)
  const { severity, text, last } = flags
  const wanted = { sender: host, severity, text, last }
  if (flags.follow) {
    await follow(lab, wanted, print)
    return
  }
  const lines = await lab.logs.read(wanted)
  print(lines)
  if (lines.length === 0) for (const line of silence(host, await lab.logs.state())) output.say(line)
}

const count = (text: string): number => {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 0 && number <= 10_000) return number
  throw new InvalidArgumentError('A whole number from 0 to 10000.')
}

/** `logs`: what hosts of a running lab sent to its log receiver. */
export const logsCommand: Fill = (command, { output }) => {
  withLabPlace(command)
    .argument('[host]', 'by id, or the address of another sender; none: who was heard')
    .option('--follow', 'go on with each new line, until Ctrl-C', false)
    .addOption(
      new Option('--severity <least>', 'lines of this severity and graver ones').choices(
        severities,
      ),
    )
    .option('--text <words>', 'lines with this in their text or the name of their program')
    .option('--last <number>', 'lines from before', count, 100)
    .option('--json', 'print each line as JSON', false)
    .action(async (host: string | undefined, flags: Flags) => {
      if (host === undefined && flags.follow) command.error('error: --follow takes a host')
      await askLabAt(flags, (lab) => tell(lab, host, flags, output))
    })
}
