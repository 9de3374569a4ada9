import { z } from 'zod'
import { hostId, ipv4, mac } from '../base/schemas.ts'
import { labDocument, rule, smbios } from '../document/schema.ts'

const name = z.string().min(1).max(80)
const names = z.array(name)
/** Whether the working set becomes the active one with this edit (`-NoActivate` says no). */
const activate = z.boolean()

/** The edits of rules and rule sets; each is one undoable version of the document. */
export const ruleEdits = [
  /** New-DeployRule: the rule is in no set yet. */
  z.object({ kind: z.literal('defineRule'), rule }),
  /** Set-DeployRule: a rule that is in no set. */
  z.object({ kind: z.literal('changeRule'), name, to: rule }),
  /** Copy-DeployRule: `to` is added, and with `swap` takes the place of `name` in the working set. */
  z.object({ kind: z.literal('copyRule'), name, to: rule, swap: z.boolean(), activate }),
  /** Add-DeployRule: at `at` (from 0) or at the end of the working set. */
  z.object({ kind: z.literal('addRules'), names, at: z.int().min(0).optional(), activate }),
  /** Remove-DeployRule: out of the working set; with `destroy` for good. */
  z.object({ kind: z.literal('removeRules'), names, destroy: z.boolean(), activate }),
  /** Set-DeployRuleSet, and a move in the ordered list. */
  z.object({ kind: z.literal('setRuleSet'), names, activate }),
  /** Switch-ActiveDeployRuleSet. */
  z.object({ kind: z.literal('activateRules') }),
  /** "Recreate Image Profile": the image of a rule for a cluster that is managed by one, made again. */
  z.object({ kind: z.literal('recreatePxeImage'), name }),
  /** All rules and both sets at once: a script that was run, or a text that was edited. */
  z.object({ kind: z.literal('replaceRules'), rules: labDocument.shape.rules, summary: name }),
  z.object({ kind: z.literal('addScriptBundle'), name }),
  z.object({ kind: z.literal('removeScriptBundle'), name }),
  /** Without a datacenter in the first. */
  z.object({ kind: z.literal('addFolder'), name, datacenter: name.optional() }),
  z.object({ kind: z.literal('addCluster'), name, datacenter: name.optional() }),
  /** The image all hosts of a cluster run; none takes it away. */
  z.object({ kind: z.literal('setClusterImage'), name, image: name.optional() }),
  /** A fixed address for a machine; one the lab does not know becomes a physical host. */
  z.object({
    kind: z.literal('reserveAddress'),
    host: hostId,
    mac,
    uuid: z.guid(),
    smbios: smbios.optional(),
    /** UEFI where nobody knows. */
    firmware: z.enum(['bios', 'uefi']).optional(),
    address: ipv4,
  }),
] as const

export const ruleEdit = z.discriminatedUnion('kind', ruleEdits)
export type RuleEdit = z.infer<typeof ruleEdit>

const kinds: ReadonlySet<string> = new Set(ruleEdits.map(({ shape }) => shape.kind.value))

/** Whether an edit of the document is one of this room's. */
export const isRuleEdit = (edit: { readonly kind: string }): edit is RuleEdit =>
  kinds.has(edit.kind)
