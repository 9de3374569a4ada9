import { z } from 'zod'
import { dhcpFacts } from './dhcp.ts'
import { faultFacts } from './faults.ts'
import { hostFacts } from './host.ts'
import { labFacts } from './lab.ts'
import { stormFacts } from './storm.ts'
import { syslogFacts } from './syslog.ts'
import { tftpFacts } from './tftp.ts'
import { vcenterFacts } from './vcenter.ts'
import { rulesFacts, waiterFacts } from './waiter.ts'

/** Everything that can have happened. Past tense, plain data, and about one host when it names one. */
export const fact = z.discriminatedUnion('type', [
  ...labFacts,
  ...dhcpFacts,
  ...tftpFacts,
  ...waiterFacts,
  ...rulesFacts,
  ...hostFacts,
  ...vcenterFacts,
  ...faultFacts,
  ...stormFacts,
  ...syslogFacts,
])
export type Fact = z.infer<typeof fact>
export type FactType = Fact['type']
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>

const fieldsByType: ReadonlyMap<string, readonly string[]> = new Map(
  fact.options.map(({ shape }) => [shape.type.value, Object.keys(shape)]),
)
const isFactType = (type: string): type is FactType => fieldsByType.has(type)

/** The names of the fields that facts of a type may have. */
export const fieldsOf = (type: FactType): readonly string[] => fieldsByType.get(type) ?? []

/** The name of a kind of fact. */
export const factType = z.string().refine(isFactType, {
  error: ({ input }) => `${String(input)} is no type of fact; one is firmware.networkFailed`,
})

/** A fact in the journal: its place (from 1, without gaps) and its time (ms since the epoch). */
export const recorded = z.object({ seq: z.int().min(1), at: z.number(), fact })
export type Recorded = z.infer<typeof recorded>
