import { z } from 'zod'
import { hostId } from '../base/schemas.ts'
import { hostProfile } from '../document/schema.ts'
import {
  answers,
  deployOptions,
  machineIdentity,
  proxyServer,
  scriptBundle,
} from '../document/index.ts'
import { autoDeployState } from './state.ts'

const name = z.string().min(1).max(80)

/** Edits of what Auto Deploy gives hosts beside an image; each is one undoable version of the document. */
export const deployEdits = [
  /** Add-ProxyServer: at the end of the order. */
  z.object({ kind: z.literal('addProxy'), address: proxyServer.shape.address }),
  /** To the place `to`, from 0. */
  z.object({ kind: z.literal('moveProxy'), id: z.int(), to: z.int().min(0) }),
  z.object({ kind: z.literal('removeProxy'), id: z.int() }),
  /** A bundle with its scripts, new or in place of the one of that name. */
  z.object({ kind: z.literal('setScriptBundle'), bundle: scriptBundle }),
  /** A host profile, new or in place of the one of that name. */
  z.object({ kind: z.literal('setHostProfile'), hostProfile }),
  z.object({ kind: z.literal('removeHostProfile'), name }),
  /** The answers of a host; none takes them away. */
  z.object({ kind: z.literal('setCustomization'), host: hostId, answers: answers.optional() }),
  /** Set-DeployMachineIdentity. */
  z.object({ kind: z.literal('setMachineIdentity'), ...machineIdentity.shape }),
  z.object({ kind: z.literal('setDeployOptions'), options: deployOptions }),
  /** Import-AutoDeployState: all that Auto Deploy keeps, at once. */
  z.object({ kind: z.literal('importState'), state: autoDeployState }),
] as const

const deployEdit = z.discriminatedUnion('kind', deployEdits)
export type DeployEdit = z.infer<typeof deployEdit>

const kinds: ReadonlySet<string> = new Set(deployEdits.map(({ shape }) => shape.kind.value))

/** Whether an edit of the document is one of this room's. */
export const isDeployEdit = (edit: { readonly kind: string }): edit is DeployEdit =>
  kinds.has(edit.kind)
