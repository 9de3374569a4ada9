import type { Depot, DepotSummary } from '../../../shared/image/index.ts'

/** Depots as a list shows them; two may have image profiles of the same name, which is said. */
export const summarizeDepots = (depots: readonly Depot[]): DepotSummary[] =>
  depots.map(({ name, origin, packages, bulletins, profiles }) => ({
    name,
    origin,
    packages: packages.length,
    bulletins: bulletins.length,
    profiles: profiles.map((profile) => ({
      name: profile.name,
      vendor: profile.vendor,
      acceptanceLevel: profile.acceptanceLevel,
      created: profile.created,
      packages: profile.packages.length,
      alsoIn: depots
        .filter((other) => other.name !== name && has(other, profile.name))
        .map((other) => other.name),
    })),
  }))

const has = ({ profiles }: Depot, profile: string): boolean =>
  profiles.some(({ name }) => name === profile)
