/**
 * The form alone: boards care little for versions and variants (RFC 9562). HPE spells product and serial number in
 * letters, VMware draws all bits.
 */
const form = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What boards carry without being anybody: all zero, all one, and a vendor's template as firmware and as iPXE order its bytes. */
const nobodys: ReadonlySet<string> = new Set([
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '03000200-0400-0500-0006-000700080009',
  '00020003-0004-0005-0006-000700080009',
])

/** Whether a UUID tells its machine from others. */
export const isOwnUuid = (uuid: string): boolean => {
  const plain = uuid.toLowerCase()
  return form.test(plain) && !nobodys.has(plain)
}

/** For a machine without one of its own, the same each time. */
export const uuidByCard = (mac: string): string =>
  `48570000-0000-4000-9000-${mac.replaceAll(':', '')}`
