import { z } from 'zod'
import { acceptanceLevel, constraint, software } from './package.ts'

/** An image profile of the lab or, with `depot`, of a depot. */
export const imageSource = z.object({ imageProfile: z.string(), depot: z.string().optional() })
export type ImageSource = z.infer<typeof imageSource>

/** A depot as a list shows it. */
export const depotSummary = z.object({
  name: z.string(),
  origin: z.string(),
  packages: z.int(),
  bulletins: z.int(),
  profiles: z.array(
    z.object({
      name: z.string(),
      vendor: z.string(),
      acceptanceLevel,
      created: z.string(),
      packages: z.int(),
      /** Other depots with an image profile of this name. */
      alsoIn: z.array(z.string()),
    }),
  ),
})
export type DepotSummary = z.infer<typeof depotSummary>

/** What an image profile is made of, and what keeps it from being served, in sentences. */
export const imageSoftware = z.object({ software, problems: z.array(z.string()) })
export type ImageSoftware = z.infer<typeof imageSoftware>

const compared = z.object({ name: z.string(), version: z.string() })

/**
 * How the second image differs from the first: by packages, or, when one of them was not made of
 * packages, by files, whose version is their digest.
 */
export const imageDifference = z.object({
  by: z.enum(['packages', 'files']),
  added: z.array(compared),
  removed: z.array(compared),
  changed: z.array(
    z.object({
      name: z.string(),
      from: z.string(),
      to: z.string(),
      /** Where versions tell: the second one is newer, or older. */
      newer: z.boolean().optional(),
    }),
  ),
  same: z.int(),
})
export type ImageDifference = z.infer<typeof imageDifference>

/** One step of work on an image profile; each is a version that can be undone. */
export const imageChange = z.discriminatedUnion('kind', [
  /** By id, or by name: then the newest. Without a depot every depot is looked through. */
  z.object({
    kind: z.literal('addPackage'),
    package: z.string(),
    depot: z.string().optional(),
  }),
  z.object({ kind: z.literal('removePackage'), name: z.string() }),
  z.object({ kind: z.literal('acceptanceLevel'), level: acceptanceLevel }),
])
export type ImageChange = z.infer<typeof imageChange>

/** A version of the lab document in which an image profile was made, changed or removed. */
export const imageVersion = z.object({
  version: z.int(),
  /** ms since the epoch. */
  at: z.number(),
  summary: z.string(),
  /** What the profile is now. */
  current: z.boolean(),
  /** Absent where the profile was made or removed. */
  difference: imageDifference.optional(),
})
export type ImageVersion = z.infer<typeof imageVersion>

const amount = z.object({ files: z.int(), bytes: z.number() })

/** What the store holds, and how much of it nothing names. */
export const storeReport = z.object({ all: amount, unused: amount, depots: z.int() })
export type StoreReport = z.infer<typeof storeReport>

/** A step of a check of the store, and at its end what was found. Sizes in bytes. */
export const storeCheck = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.number(), total: z.number() }),
  z.object({
    kind: z.literal('done'),
    checked: z.int(),
    /** Files with other bytes than their digest says, or gone; with the images and depots that name them. */
    damaged: z.array(
      z.object({ sha256: z.string(), size: z.number(), usedBy: z.array(z.string()) }),
    ),
    /** Digests of those that are gone. */
    missing: z.array(z.string()),
    mended: z.array(z.string()),
    lost: z.array(z.string()),
  }),
])
export type StoreCheck = z.infer<typeof storeCheck>

/** A program that firmware can be given to start. `origin` is the folder or archive it came from. */
export const bootLoader = z.object({
  name: z.string(),
  size: z.number(),
  sha256: z.string(),
  firmware: z.enum(['bios', 'uefi']),
  architecture: z.enum(['x86', 'x64', 'arm64', 'unknown']),
  /** Whether it bears a signature, which firmware with Secure Boot asks for. */
  signed: z.boolean(),
  origin: z.string(),
})
export type BootLoader = z.infer<typeof bootLoader>

/** A package as a list shows it. Size in bytes. */
export const packageLine = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  vendor: z.string(),
  summary: z.string(),
  released: z.string(),
  acceptanceLevel,
  statelessReady: z.boolean(),
  size: z.number(),
  sha256: z.string(),
  depends: z.array(constraint),
})
export type PackageLine = z.infer<typeof packageLine>
