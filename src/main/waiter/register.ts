import type { ProxyServer } from '../../shared/document/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import { LabError, toErrorData } from '../../shared/base/index.ts'
import type { Association, Fact } from '../../shared/facts/index.ts'
import {
  filesOf,
  bootOrderOf,
  imageSize,
  inTurn,
  linuxScript,
  loaderFor,
  mbootScript,
  noImageScript,
  noImageWait,
  ownDiskScript,
  type NoImageCause,
} from '../../shared/image/index.ts'
import type { ImageProfile } from '../../shared/document/schema.ts'
import type { DecideReply } from '../../shared/protocol/index.ts'
import type { ImageStore } from '../images/index.ts'
import type { Record } from '../record.ts'
import { refusal, textAnswer, type Answer } from './answer.ts'
import type { Assignments } from './assignments.ts'
import type { Registration } from './attributes.ts'
import { askRules } from './neighbours.ts'
import { payloadsOf } from './payloads.ts'

type Image =
  | { readonly kind: 'image'; readonly profile: ImageProfile; readonly association: Association }
  | { readonly kind: 'none'; readonly cause: NoImageCause }

/**
 * Answers a host that introduced itself: asks the rules engine, notes what the host was given, and
 * returns its iPXE script. Every fact is durable before the answer leaves.
 */
export const registerHost = async ({
  host,
  client,
  registration: { attributes, firmware },
  deps,
}: {
  readonly host: string
  readonly client: string
  readonly registration: Registration
  readonly deps: {
    readonly run: { readonly url: string; readonly signal: AbortSignal }
    readonly rulesEngine: string
    readonly document: () => LabDocument
    readonly images: ImageStore
    readonly assignments: Assignments
    readonly record: Record
    readonly now: () => number
    /** How many hosts were told of proxies before this one. */
    readonly nextTurn: () => number
  }
}): Promise<Answer> => {
  const { record, assignments, run } = deps
  await record({ type: 'waiter.hostRegistered', host, client, attributes })
  const decision = await askRules(deps.rulesEngine, { host, attributes }, run.signal).catch(
    toErrorData,
  )
  run.signal.throwIfAborted()
  if ('code' in decision) {
    const reason = { code: decision.code, message: decision.message }
    await record({ type: 'waiter.undecided', host, reason })
    return refusal(decision)
  }
  const { nextBoot } = decision
  const used = nextBoot && ({ type: 'waiter.nextBootUsed', host, choice: nextBoot } as const)
  if (used?.choice.kind === 'disk') {
    assignments.clear(host)
    await record(used)
    return textAnswer(ownDiskScript({ host }))
  }
  const image = await imageFor(decision, firmware, deps)
  if (image.kind === 'none') {
    assignments.clear(host)
    await record({ type: 'waiter.noImage', host, cause: image.cause })
    const wait = deps.document().deployOptions?.noImageWait ?? noImageWait
    return textAnswer(noImageScript({ cause: image.cause, attributes, wait }))
  }
  const { profile, association } = image
  demandRoom(host, deps)
  const payloads = payloadsOf(deps.document(), host, association)
  assignments.assign(host, { imageProfile: profile, association, payloads, since: deps.now() })
  const all = deps.document().proxies ?? []
  const proxies = all.length === 0 ? all : inTurn(all, deps.nextTurn())
  await record(...(used === undefined ? [] : [used]), assigned(host, profile, proxies))
  return textAnswer(bootScript({ waiterUrl: run.url, host, proxies }, profile, firmware))
}

/** `LabError` `waiter.overloaded` when as many hosts as the lab allows load an image already. */
const demandRoom = (
  host: string,
  {
    document,
    assignments,
    now,
  }: {
    readonly document: () => LabDocument
    readonly assignments: Assignments
    readonly now: () => number
  },
): void => {
  const boots = document().network.waiter?.boots
  if (boots === undefined || assignments.loadingBeside(host, now()) < boots) return
  throw new LabError(
    'waiter.overloaded',
    `${boots} ${boots === 1 ? 'host is' : 'hosts are'} loading an image already.`,
    { host },
  )
}

/** What is given for good, and why nothing boots where it names no image. */
const givenBy = (
  decision: DecideReply,
): { readonly association: Association; readonly none: NoImageCause } =>
  decision.kind === 'decided' && decision.from === 'association'
    ? { association: decision.association, none: 'noImageAssociated' }
    : {
        association: decision.kind === 'decided' ? decision.association : {},
        none: 'noMatchingRule',
      }

/** The image a decision names, or that was chosen for this boot alone, when the lab has it and the store holds every file of it. */
const imageFor = async (
  decision: DecideReply,
  firmware: Registration['firmware'],
  { document, images }: { document: () => LabDocument; images: ImageStore },
): Promise<Image> => {
  const { association, none } = givenBy(decision)
  const name =
    decision.nextBoot?.kind === 'image' ? decision.nextBoot.imageProfile : association.imageProfile
  if (name === undefined) return { kind: 'none', cause: none }
  const profile = document().imageProfiles.find((each) => each.name === name)
  const whole = profile !== undefined && (await isWhole(profile, firmware, images))
  return whole ? { kind: 'image', profile, association } : { kind: 'none', cause: 'imageMissing' }
}

/** Whether the image has a loader for this firmware and the store has every file. */
const isWhole = async (
  profile: ImageProfile,
  firmware: Registration['firmware'],
  images: ImageStore,
): Promise<boolean> => {
  if (profile.kind === 'esxi' && loaderFor(profile, firmware) === undefined) return false
  const there = await Promise.all(filesOf(profile).map(({ sha256 }) => images.has(sha256)))
  return there.every(Boolean)
}

const assigned = (host: string, profile: ImageProfile, proxies: readonly ProxyServer[]): Fact => ({
  type: 'waiter.imageAssigned',
  host,
  imageProfile: profile.name,
  files: bootOrderOf(profile).length,
  size: imageSize(profile),
  ...(proxies.length > 0 && { proxies: proxies.map(({ address }) => address) }),
})

const bootScript = (
  to: {
    readonly waiterUrl: string
    readonly host: string
    readonly proxies: readonly ProxyServer[]
  },
  profile: ImageProfile,
  firmware: Registration['firmware'],
): string => {
  const loader = loaderFor(profile, firmware)
  return loader === undefined
    ? linuxScript({ ...to, imageProfile: profile })
    : mbootScript({ ...to, imageProfile: profile.name, loader })
}
