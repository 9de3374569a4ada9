import type { HostView } from './view.ts'
import { formatAge } from './text.ts'

/** What can be said of the image on a host's disk. */
export type CacheTruth =
  | { readonly kind: 'none'; readonly text: string }
  | { readonly kind: 'damaged'; readonly text: string }
  | {
      readonly kind: 'held'
      readonly imageProfile: string
      /** ms since it was written. */
      readonly age: number
      /** How it stands to what the host would get now. */
      readonly drift: 'none' | 'otherImage' | 'otherContent' | 'nothingExpected'
      /** ms since a system last came up from it; absent when none ever did. */
      readonly provenAgo?: number
      readonly text: string
    }

/** Digests by image profile name, as the waiter last served them. */
export type Served = ReadonlyMap<string, string>

type Held = Extract<CacheTruth, { kind: 'held' }>

const driftOf = (
  { imageProfile, digest }: NonNullable<HostView['cache']>,
  expected: string | undefined,
  served: Served,
): Held['drift'] => {
  if (expected === undefined) return 'nothingExpected'
  if (imageProfile !== expected) return 'otherImage'
  const now = served.get(expected)
  return now === undefined || now === digest ? 'none' : 'otherContent'
}

const driftText = (drift: Held['drift'], expected: string | undefined): string =>
  ({
    none: 'the image it would get now',
    otherImage: `not the image it would get now (${expected ?? ''})`,
    otherContent: 'an earlier content of the image it would get now',
    nothingExpected: 'though no rule gives it an image now',
  })[drift]

/**
 * The cached image of a host beside the image it would get now: what it is, how old, how it differs,
 * whether a system ever came up from it. Times in ms since the epoch.
 */
export const cacheTruth = (
  { cache }: Pick<HostView, 'cache'>,
  expected: string | undefined,
  served: Served,
  now: number,
): CacheTruth => {
  if (cache === undefined) return { kind: 'none', text: 'No image is cached on its disk.' }
  if (cache.condition === 'damaged')
    return { kind: 'damaged', text: `The cached ${cache.imageProfile} was damaged when last read.` }
  const drift = driftOf(cache, expected, served)
  const age = Math.max(0, now - cache.writtenAt)
  const proof =
    cache.provenAt === undefined
      ? 'No system has come up from it yet.'
      : `A system last came up from it ${formatAge(now - cache.provenAt)} ago.`
  return {
    kind: 'held',
    imageProfile: cache.imageProfile,
    age,
    drift,
    ...(cache.provenAt !== undefined && { provenAgo: now - cache.provenAt }),
    text: `${cache.imageProfile}, written ${formatAge(age)} ago, ${driftText(drift, expected)}. ${proof}`,
  }
}

/** Whether a boot from this cache runs another image than the host should have. */
export const isStale = (truth: CacheTruth): boolean =>
  truth.kind === 'held' && (truth.drift === 'otherImage' || truth.drift === 'otherContent')
