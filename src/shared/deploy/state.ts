import { z } from 'zod'
import { LabError } from '../base/index.ts'
import { labDocument, type LabDocument } from '../document/schema.ts'

const { rules, folders, scriptBundles, proxies, customizations, machineIdentities, deployOptions } =
  labDocument.shape

/** All that Auto Deploy keeps in the lab's document: what a backup of it holds. */
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

/** Reads a state that was exported. `LabError` `document.invalid` with the first thing wrong. */
export const readState = (text: string): AutoDeployState => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new LabError('document.invalid', 'The state of Auto Deploy is not JSON.', {}, error)
  }
  const read = autoDeployState.safeParse(json)
  if (read.success) return read.data
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
