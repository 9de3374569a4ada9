import { parse, stringify, YAMLParseError } from 'yaml'
import { LabError } from '../../shared/base/index.ts'
import { faultPlan, type Fault, type FaultPlan } from '../../shared/faults/index.ts'

const invalid = (message: string, at: string): LabError =>
  new LabError('fault.invalid', `The fault plan is not right${at && ` at ${at}`}: ${message}`, {
    at,
  })

const valueOf = (text: string): unknown => {
  try {
    return parse(text)
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    // Aliases without end and the like have no line.
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined
    throw invalid(message, line === undefined ? '' : `line ${line}`)
  }
}

/** Reads a fault plan from YAML. `LabError` `fault.invalid`, with the place of the mistake. */
export const parseFaultPlan = (text: string): FaultPlan => {
  const parsed = faultPlan.safeParse(valueOf(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw invalid(`${issue?.message ?? ''}.`, issue?.path.join('.') ?? '')
}

/** What the schema fills in by itself is not written. */
const withoutDefaults = ({ skip, probability, seed, ...rest }: Fault) => ({
  ...rest,
  ...(skip !== 0 && { skip }),
  ...(probability !== 1 && { probability, seed }),
})

/** A plan as YAML, as a person would write it. */
export const formatFaultPlan = ({ title, faults }: FaultPlan): string =>
  stringify({ title, faults: faults.map(withoutDefaults) })
