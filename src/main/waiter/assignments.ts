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

/** ms after which nobody is taken to load still. */
const longestLoad = 15 * 60_000

/** The assignments of this waiter. They outlast a pulled plug and end with the program. */
export type Assignments = ReturnType<typeof createAssignments>

export const createAssignments = () => {
  const byHost = new Map<string, Assignment>()
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
    },
    /** Other hosts that have a part of their image to come; who was given one long ago is gone. */
    loadingBeside: (host: string, now: number): number => {
      let loading = 0
      for (const [id, { outstanding, since }] of byHost)
        if (id !== host && outstanding.size > 0 && now - since < longestLoad) loading += 1
      return loading
    },
    clear: (host: string) => {
      byHost.delete(host)
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
