import { z } from 'zod'
import { LabError } from '../base/index.ts'
import { hostId } from '../base/schemas.ts'
import { labDocument, type LabDocument } from '../document/schema.ts'
import { association } from '../facts/index.ts'

const { rules, folders, scriptBundles, proxies, customizations, machineIdentities, deployOptions } =
  labDocument.shape

/** All that Auto Deploy keeps in the lab's document. */
export const autoDeployState = z.strictObject({
  headwaiterState: z.literal(1),
  rules,
  folders,
  scriptBundles,
  proxies,
  customizations,
  machineIdentities,
  deployOptions,
})
export type AutoDeployState = z.infer<typeof autoDeployState>

/** What is stored for a host of vCenter; `rules` says for each item type which rule gave it. */
const keptAssociation = z.strictObject({
  host: hostId,
  association: association.strict(),
  rules: z.record(z.string(), z.string()),
})
export type KeptAssociation = z.infer<typeof keptAssociation>

/** What a backup holds: the state, and what is stored for hosts. */
const autoDeployBackup = autoDeployState.extend({
  associations: z.array(keptAssociation).optional(),
})

export type Backup = {
  readonly state: AutoDeployState
  readonly associations: readonly KeptAssociation[]
}

/** The text of a backup, which `readBackup` reads. */
export const writeBackup = ({ state, associations }: Backup): string =>
  JSON.stringify({ ...state, associations })

/** The state of Auto Deploy in this lab. */
export const stateOf = (document: LabDocument): AutoDeployState => {
  const { rules, folders, scriptBundles, proxies, customizations } = document
  const { machineIdentities, deployOptions } = document
  return {
    headwaiterState: 1,
    ...{ rules, folders, scriptBundles, proxies, customizations },
    ...{ machineIdentities, deployOptions },
  }
}

/** Reads a backup that was exported. `LabError` `document.invalid` with the first thing wrong. */
export const readBackup = (text: string): Backup => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new LabError('document.invalid', 'The state of Auto Deploy is not JSON.', {}, error)
  }
  const read = autoDeployBackup.safeParse(json)
  if (read.success) {
    const { associations = [], ...state } = read.data
    return { state, associations }
  }
  const [issue] = read.error.issues
  const place = issue?.path.join('.') ?? ''
  throw new LabError('document.invalid', `${place || 'state'}: ${issue?.message ?? ''}`, {
    path: place,
  })
}

/** The document with that state in the place of its own; what the state has not, it has not either. */
export const withState = (document: LabDocument, state: AutoDeployState): LabDocument => {
  const { headwaiterState: _, ...parts } = state
  const rest = { ...document }
  delete rest.proxies
  delete rest.customizations
  delete rest.machineIdentities
  delete rest.deployOptions
  return { ...rest, ...parts }
}
