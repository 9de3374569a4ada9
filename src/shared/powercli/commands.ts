import { absentCmdlets } from './cmdlets/absent.ts'
import { associationCmdlets } from './cmdlets/associations.ts'
import { depotContentCmdlets } from './cmdlets/depot-contents.ts'
import { depotCmdlets } from './cmdlets/depots.ts'
import { certificateCmdlets } from './cmdlets/certificates.ts'
import { getHelp } from './cmdlets/help.ts'
import { hostCmdlets } from './cmdlets/hosts.ts'
import { hostProfileCmdlets } from './cmdlets/host-profiles.ts'
import { imageCmdlets } from './cmdlets/images.ts'
import { inventoryCmdlets } from './cmdlets/inventory.ts'
import { managedClusterCmdlets } from './cmdlets/managed-clusters.ts'
import { outputCmdlets } from './cmdlets/output.ts'
import { proxyCmdlets } from './cmdlets/proxies.ts'
import { packageCmdlets } from './cmdlets/packages.ts'
import { ruleSetCmdlets } from './cmdlets/rule-sets.ts'
import { ruleCmdlets } from './cmdlets/rules.ts'
import { scriptBundleCmdlets } from './cmdlets/script-bundles.ts'
import { serverCmdlets } from './cmdlets/server.ts'
import { sessionCmdlets } from './cmdlets/session.ts'
import { valueCmdlets } from './cmdlets/values.ts'
import { forEachObject, whereObject } from './cmdlets/where.ts'
import type { CommandTable } from './run/cmdlet.ts'

/** Every command there is. A cmdlet is added by a line here. */
const all = [
  ...ruleCmdlets,
  ...ruleSetCmdlets,
  ...associationCmdlets,
  ...managedClusterCmdlets,
  ...scriptBundleCmdlets,
  ...proxyCmdlets,
  ...serverCmdlets,
  ...certificateCmdlets,
  ...hostProfileCmdlets,
  ...depotCmdlets,
  ...depotContentCmdlets,
  ...imageCmdlets,
  ...packageCmdlets,
  ...inventoryCmdlets,
  ...hostCmdlets,
  ...absentCmdlets,
  whereObject,
  forEachObject,
  ...valueCmdlets,
  ...outputCmdlets,
  ...sessionCmdlets,
  getHelp,
]

const byName = new Map(
  all.flatMap((cmdlet) =>
    [cmdlet.name, ...(cmdlet.aliases ?? [])].map((name) => [name.toLowerCase(), cmdlet] as const),
  ),
)

export const createCommandTable = (): CommandTable => ({
  all,
  find: (name) => byName.get(name.toLowerCase()),
})
