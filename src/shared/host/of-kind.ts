import type { Host } from '../document/schema.ts'
import type { VendorProfile } from './vendor.ts'

const macOf = (rack: number, host: number, card: number): string =>
  [
    '52:54',
    ...[card, rack, host >> 8, host & 255].map((byte) => byte.toString(16).padStart(2, '0')),
  ].join(':')

/** A UUID of version 4's shape that says rack and host: the same host has the same one in every lab. */
const uuidOf = (rack: number, host: number): string =>
  `48570000-${rack.toString(16).padStart(4, '0')}-4000-8000-${host.toString(16).padStart(12, '0')}`

/** Which of its lab's hosts one is: `rack` from 0 to 255, `host` from 0 to 65535. */
export type Slot = { readonly id: string; readonly rack: number; readonly host: number }

/**
 * A host of this kind: number `host` (0 to 65535) of rack `rack` (0 to 255). Addresses and serial numbers follow from the
 * numbers, so that making a rack twice gives the same hosts.
 */
export const hostOfKind = (profile: VendorProfile, { id, rack, host }: Slot): Host => ({
  id,
  kind: 'simulated',
  mac: macOf(rack, host, 0),
  uuid: uuidOf(rack, host),
  smbios: {
    ...profile.smbios,
    serial:
      profile.smbios.serial || `HW${String(rack).padStart(3, '0')}${String(host).padStart(5, '0')}`,
  },
  firmware: profile.firmware,
  bootOrder: ['network', 'disk'],
  diskMiB: 0,
  disks: profile.disks,
  ...(profile.selfTest !== undefined && { selfTest: profile.selfTest }),
  ...(profile.cards > 1 && {
    moreCards: Array.from({ length: profile.cards - 1 }, (_, index) => ({
      mac: macOf(rack, host, index + 1),
      cabled: false,
    })),
  }),
})

/** A host like this one, with an identity of its own. */
export const hostLike = (like: Host, slot: Slot): Host => {
  const { smbios, firmware, bootOrder, diskMiB, selfTest, boot, moreCards = [] } = like
  const kind: VendorProfile = {
    title: smbios.model,
    smbios: { ...smbios, serial: '' },
    firmware,
    cards: moreCards.length + 1,
    disks: like.disks ?? [],
    ...(selfTest !== undefined && { selfTest }),
  }
  const { disks, ...made } = hostOfKind(kind, slot)
  return {
    ...made,
    bootOrder,
    diskMiB,
    ...(like.disks !== undefined && { disks }),
    ...(boot !== undefined && { boot }),
  }
}
