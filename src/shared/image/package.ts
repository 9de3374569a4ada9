import { z } from 'zod'
import { sha256 } from '../base/schemas.ts'

/** Trust classes of packages and images, the strict ones first, as a VIB's descriptor spells them. */
export const acceptanceLevels = ['certified', 'accepted', 'partner', 'community'] as const
export const acceptanceLevel = z.enum(acceptanceLevels)
export type AcceptanceLevel = z.infer<typeof acceptanceLevel>

/** The same as Image Builder shows them. */
export const acceptanceNames: Readonly<Record<AcceptanceLevel, string>> = {
  certified: 'VMwareCertified',
  accepted: 'VMwareAccepted',
  partner: 'PartnerSupported',
  community: 'CommunitySupported',
}

/** Another package, or something one provides, by name and perhaps by version. */
export const constraint = z.strictObject({
  name: z.string().min(1),
  relation: z.enum(['<<', '<=', '=', '>=', '>>']).optional(),
  version: z.string().optional(),
})
export type Constraint = z.infer<typeof constraint>

/** A file that a package brings, in the image store by its digest. */
export const payload = z.strictObject({
  name: z.string().min(1).max(64),
  /** `boot`, `vgz`, `tgz`, or a type of the installer's. */
  type: z.string(),
  sha256,
  size: z.int().min(0),
})
export type Payload = z.infer<typeof payload>

/** An ESXi software package (VIB). */
export const softwarePackage = z.strictObject({
  /** `VMware_bootbank_esx-base_8.0.0-1.0.123`. */
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(64),
  version: z.string().min(1).max(80),
  vendor: z.string(),
  type: z.string(),
  summary: z.string().default(''),
  released: z.string().default(''),
  acceptanceLevel,
  statelessReady: z.boolean(),
  depends: z.array(constraint).default([]),
  conflicts: z.array(constraint).default([]),
  replaces: z.array(constraint).default([]),
  provides: z.array(constraint).default([]),
  payloads: z.array(payload),
  /** The package as it came, signature and all. */
  file: z.strictObject({ sha256, size: z.int().min(0) }),
})
export type SoftwarePackage = z.infer<typeof softwarePackage>

/** What an image profile is made of: packages, and the name each payload has in boot.cfg. */
export const software = z.strictObject({
  name: z.string().min(1).max(80),
  vendor: z.string(),
  acceptanceLevel,
  /** ISO 8601; unknown for what a depot does not date. */
  created: z.string().optional(),
  modified: z.string().optional(),
  packages: z.array(softwarePackage),
  /** By `package name/payload name`. What is not named here gets a name when the image is composed. */
  bootNames: z.record(z.string(), z.string()).default({}),
})
export type Software = z.infer<typeof software>

/** An image profile as a depot lists it. */
export const depotProfile = z.strictObject({
  name: z.string(),
  vendor: z.string(),
  acceptanceLevel,
  created: z.string(),
  /** Ids of its packages, in the depot's order. */
  packages: z.array(z.string()),
  bootNames: z.record(z.string(), z.string()),
})
export type DepotProfile = z.infer<typeof depotProfile>

/** A depot: packages, and image profiles made of them. */
export const depot = z.strictObject({
  name: z.string().min(1).max(120),
  /** The file it came from. */
  origin: z.string(),
  profiles: z.array(depotProfile),
  packages: z.array(softwarePackage),
  bulletins: z.array(
    z.strictObject({ id: z.string(), summary: z.string(), packages: z.array(z.string()) }),
  ),
})
export type Depot = z.infer<typeof depot>
