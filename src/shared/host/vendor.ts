import { z } from 'zod'
import { disk, smbios } from '../document/schema.ts'

/** A kind of server as a template for simulated hosts. */
export const vendorProfile = z.strictObject({
  title: z.string().min(1),
  smbios: smbios.prefault({}),
  firmware: z.enum(['bios', 'uefi']),
  /** ms at speed 1, from power to the first boot device. */
  selfTest: z.number().min(0).optional(),
  cards: z.int().min(1).max(8).default(1),
  disks: z.array(disk).max(8).default([]),
})
export type VendorProfile = z.infer<typeof vendorProfile>
