import { LabError } from '../../shared/base/index.ts'
import type { ImageProfile } from '../../shared/document/schema.ts'
import type { Association } from '../../shared/facts/index.ts'
import { bootOrderOf } from '../../shared/image/index.ts'
import type { Payload } from './payloads.ts'

/** What a host was told to boot, and how much of it has left. */
export type Assignment = {
  readonly imageProfile: ImageProfile
  readonly association: Association
  /** What it gets beside the image. */
  readonly payloads: readonly Payload[]
  /** ms since the epoch. */
  readonly since: number
  /** Positions in the boot order, from 1, still to be served: bytes that left from the beginning on. */
  readonly outstanding: Map<number, number>
}

/** The place of a file in the image a host was given. */
export type Place = { readonly position: number; readonly of: number }

/** ms without a request after which a host is taken to have gone. */
const goneAfter = 60_000

/** The assignments of this waiter. They outlast a pulled plug and end with the program. */
export type Assignments = ReturnType<typeof createAssignments>

export const createAssignments = () => {
  const byHost = new Map<string, Assignment>()
  /** Hosts under way to their last file, and when they last asked for one. */
  const loading = new Map<string, number>()
  return {
    get: (host: string): Assignment | undefined => byHost.get(host),
    /** `LabError` `waiter.unknown-host` when the host was given nothing. */
    demand: (host: string): Assignment => {
      const assignment = byHost.get(host)
      if (assignment !== undefined) return assignment
      throw new LabError('waiter.unknown-host', `${host} has not registered here.`, { host })
    },
    assign: (host: string, given: Omit<Assignment, 'outstanding'>) => {
      const files = bootOrderOf(given.imageProfile)
      const outstanding = new Map(files.map((_, index) => [index + 1, 0]))
      byHost.set(host, { ...given, outstanding })
      loading.set(host, given.since)
    },
    /** Notes that a host asked for a file of its image. */
    asked: (host: string, now: number) => {
      if (loading.has(host)) loading.set(host, now)
    },
    /** Notes that an answer with a file has ended, well or not; after the last file the host is through. */
    answered: (host: string, sha256: string) => {
      const assignment = byHost.get(host)
      const last = assignment && bootOrderOf(assignment.imageProfile).at(-1)
      if (last?.sha256 === sha256) loading.delete(host)
    },
    /** Other hosts that load an image. */
    loadingBeside: (host: string, now: number): number =>
      [...loading].filter(([id, at]) => id !== host && now - at < goneAfter).length,
    clear: (host: string) => {
      byHost.delete(host)
      loading.delete(host)
    },
  }
}

/** Where the file stands in the host's image; of a file named twice, the first one still outstanding. */
export const placeOf = (
  assignment: Assignment,
  file: { readonly sha256: string; readonly name: string },
): Place | undefined => {
  const files = bootOrderOf(assignment.imageProfile)
  const positions = files.flatMap(({ sha256, name }, index) =>
    sha256 === file.sha256 && name === file.name ? [index + 1] : [],
  )
  const position = positions.find((p) => assignment.outstanding.has(p)) ?? positions[0]
  return position === undefined ? undefined : { position, of: files.length }
}

/**
 * Notes that a span of the file at this place left; true when with it the last file of the image is
 * through. A client may resume a file where it was cut.
 */
export const served = (
  { outstanding }: Assignment,
  { position }: Place,
  span: { readonly start: number; readonly end: number; readonly size: number },
): boolean => {
  const reached = outstanding.get(position)
  if (reached === undefined || span.start > reached) return false
  const now = Math.max(reached, span.end)
  if (now < span.size) {
    outstanding.set(position, now)
    return false
  }
  outstanding.delete(position)
  return outstanding.size === 0
}
