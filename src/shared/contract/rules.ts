import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { hostId } from '../base/schemas.ts'
import { hostAttributes } from '../facts/index.ts'
import {
  complianceTest,
  decidedBoot,
  discoveredHost,
  explanation,
  nextBoot,
  preview,
} from '../rules/index.ts'

const none = z.object({})
const hosts = z.object({ hosts: z.array(hostId).min(1) })

/** A line of a console; `clear` empties the screen. */
const consoleLine = z.object({
  stream: z.enum(['output', 'error', 'warning', 'whatIf', 'clear']),
  text: z.string(),
})
/** What a run that is followed says: lines as they come, then how it ended. */
const consoleStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lines'), lines: z.array(consoleLine) }),
  z.object({ kind: z.literal('ended'), errors: z.int(), incomplete: z.boolean() }),
])
const consoleResult = z.object({
  lines: z.array(consoleLine),
  errors: z.int(),
  /** Nothing was run: the text needs more lines. */
  incomplete: z.boolean(),
})

/** Questions about rules, and what is done with their answers. Edits are edits of the document. */
export const rulesContract = {
  /** For a host of the lab, or for attributes typed in; what is left out of them was not sent. */
  explain: oc
    .input(
      z.object({
        set: z.enum(['active', 'working']).default('active'),
        host: hostId.optional(),
        attributes: hostAttributes.partial().optional(),
      }),
    )
    .output(explanation),
  /** Which hosts match patterns that are being typed. */
  preview: oc.input(z.object({ patterns: z.array(z.string()) })).output(preview),
  /** Which hosts would change if the working set were activated, and how. */
  nextBoot: oc.output(z.array(nextBoot)),
  /** Test-DeployRuleSetCompliance. Without hosts, all that vCenter has. */
  test: oc.input(z.object({ hosts: z.array(hostId).optional() })).output(z.array(complianceTest)),
  /** Repair-DeployRuleSetCompliance; resolves with what was found and repaired. */
  repair: oc.input(hosts).output(z.array(complianceTest)),
  /** The time machine: the boots of a host, and the active set by which each was decided. */
  boots: oc.input(z.object({ host: hostId })).output(z.array(decidedBoot)),
  discovered: oc.output(z.array(discoveredHost)),
  /** Takes machines off the list until they ask again; `recall` undoes it. */
  forget: oc.input(hosts).output(none),
  recall: oc.input(hosts).output(none),
  /** The rules as a script that makes them again. */
  export: oc.output(z.object({ script: z.string() })),
  /** Runs a script of PowerCLI lines in a console of its own. */
  run: oc.input(z.object({ script: z.string() })).output(consoleResult),
} as const

/** PowerCLI consoles: each keeps its variables, its history and its connection. */
export const powercliContract = {
  open: oc.output(z.object({ console: z.string() })),
  run: oc.input(z.object({ console: z.string(), text: z.string() })).output(consoleResult),
  /** The same, its lines as they come; who stops reading stops the run. */
  follow: oc
    .input(z.object({ console: z.string(), text: z.string() }))
    .output(eventIterator(consoleStep)),
  complete: oc
    .input(z.object({ console: z.string(), text: z.string(), cursor: z.int().min(0) }))
    .output(z.object({ from: z.int(), to: z.int(), candidates: z.array(z.string()) })),
  history: oc
    .input(z.object({ console: z.string() }))
    .output(z.array(z.object({ id: z.int(), text: z.string() }))),
  close: oc.input(z.object({ console: z.string() })).output(none),
} as const
