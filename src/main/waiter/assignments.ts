import { LabError } from '../../shared/base/index.ts'
import type { ImageProfile } from '../../shared/document/schema.ts'
import type { Association } from '../../shared/facts/index.ts'
import { bootOrderOf } from '../../shared/image/index.ts'

/** What a host was told to boot, and how much of it has left whole. */
export type Assignment = {
  readonly imageProfile: ImageProfile
  readonly association: Association
  /** ms since the epoch. */
  readonly since: number
  /** Positions in the boot order, from 1, still to be served. */
  readonly outstanding: Set<number>
}

/** The place of a file in the image a host was given. */
export type Place = { readonly position: number; readonly of: number }

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
    assign: (host: string, imageProfile: ImageProfile, association: Association, now: number) => {
      const positions = bootOrderOf(imageProfile).map((_, index) => index + 1)
      byHost.set(host, { imageProfile, association, since: now, outstanding: new Set(positions) })
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

/** Notes that the file at this place left whole; true when it was the last one outstanding. */
export const served = (assignment: Assignment, { position }: Place): boolean =>
  assignment.outstanding.delete(position) && assignment.outstanding.size === 0
