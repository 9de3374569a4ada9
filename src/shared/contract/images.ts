import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import {
  acceptanceLevel,
  bootLoader,
  depotSummary,
  imageChange,
  imageDifference,
  imageSoftware,
  imageSource,
  imageUser,
  imageVersion,
  packageLine,
  storeCheck,
  storeReport,
} from '../image/index.ts'

const none = z.object({})
const named = z.object({ name: z.string() })
const ofImage = z.object({ imageProfile: z.string() })
/** Names follow the document: at most 80 characters. */
const newName = z.string().min(1).max(80)

/** Depots, work on image profiles, and the store that holds their files. */
export const imagesContract = {
  depots: oc.output(z.array(depotSummary)),
  /** The packages of a depot. */
  packages: oc.input(named).output(z.array(packageLine)),
  /** Forgets a depot. Images made from it keep their packages. */
  removeDepot: oc.input(named).output(none),
  /**
   * Makes an image profile of the lab from a depot's. `loadersOf` is an image whose loaders it takes:
   * packages bring none.
   */
  compose: oc
    .input(
      z.object({
        profile: z.string(),
        depot: z.string().optional(),
        name: newName.optional(),
        vendor: z.string().max(80).optional(),
        loadersOf: z.string().optional(),
      }),
    )
    .output(ofImage),
  /** An image profile of the lab from packages of depots, by id or name. */
  assemble: oc
    .input(
      z.object({
        name: newName,
        vendor: z.string().max(80).default(''),
        acceptanceLevel,
        packages: z
          .array(z.object({ package: z.string(), depot: z.string().optional() }))
          .min(1)
          .max(1000),
      }),
    )
    .output(ofImage),
  /** A copy under another name, on request without VMware Tools. */
  clone: oc
    .input(
      z.object({
        from: z.string(),
        name: newName.optional(),
        vendor: z.string().max(80).optional(),
        withoutTools: z.boolean().default(false),
      }),
    )
    .output(ofImage),
  change: oc.input(ofImage.extend({ change: imageChange })).output(ofImage),
  software: oc.input(imageSource).output(imageSoftware),
  compare: oc.input(z.object({ first: imageSource, second: imageSource })).output(imageDifference),
  /** The versions of an image profile, newest first. */
  versions: oc.input(ofImage).output(z.array(imageVersion)),
  /** Gives an image profile what it was in a version; a version of its own, too. */
  restore: oc.input(ofImage.extend({ version: z.int().min(1) })).output(ofImage),
  users: oc.input(ofImage).output(z.array(imageUser)),
  store: oc.output(storeReport),
  /** Reads every file of the store; `repair` puts back what a package still has. */
  check: oc
    .input(z.object({ repair: z.boolean().default(false) }))
    .output(eventIterator(storeCheck)),
  /** Removes what nothing names. Sizes in bytes. */
  collect: oc.output(z.object({ removed: z.int(), bytes: z.number() })),
  /** Writes an image into the lab's folder `exports`, as a bundle of packages or as a folder. */
  export: oc
    .input(ofImage.extend({ as: z.enum(['bundle', 'folder']) }))
    .output(z.object({ path: z.string() })),
  loaders: oc.output(z.array(bootLoader)),
} as const
