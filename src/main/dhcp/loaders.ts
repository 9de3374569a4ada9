import type { LoaderRule } from '../../shared/document/schema.ts'
import type { Firmware } from './request.ts'

/** Loaders by architecture, as Debian's `ipxe` package and iPXE's own builds name them. Others have none. */
const loaders: Readonly<Record<number, string | undefined>> = {
  0: 'undionly.kpxe',
  6: 'snponly32.efi',
  7: 'snponly.efi',
  9: 'snponly.efi',
  10: 'snponly-arm32.efi',
  11: 'snponly-arm64.efi',
  15: 'snponly32.efi',
  16: 'snponly.efi',
  17: 'snponly.efi',
  18: 'snponly-arm32.efi',
  19: 'snponly-arm64.efi',
  20: 'undionly.kpxe',
  25: 'snponly-riscv32.efi',
  26: 'snponly-riscv32.efi',
  27: 'snponly-riscv64.efi',
  28: 'snponly-riscv64.efi',
  37: 'snponly-loong32.efi',
  38: 'snponly-loong32.efi',
  39: 'snponly-loong64.efi',
  40: 'snponly-loong64.efi',
}

/** The script every iPXE gets: where the chain of loaders ends. */
export const script = 'tramp'

/** What a loader rule looks at. */
export type LoaderSubject = {
  readonly mac: string
  readonly firmware: Firmware
  readonly vendorClass: string | undefined
  readonly userClasses: readonly string[]
}

const fits = (rule: LoaderRule, arch: number, subject: LoaderSubject): boolean =>
  (rule.arch ?? arch) === arch &&
  subject.mac.startsWith(rule.mac ?? '') &&
  (subject.vendorClass ?? '').startsWith(rule.vendorClass ?? '') &&
  ['', ...subject.userClasses].some((each) => each.startsWith(rule.userClass ?? ''))

/**
 * The file a client boots: the host's own, else, for the first of its architectures that has one, the first rule that fits or the
 * table. iPXE gets the script unless a rule names its user class, which breaks the loop of loader loading loader. `undefined`:
 * nothing for its architectures.
 */
export const chooseLoader = (
  subject: LoaderSubject,
  { rules, own }: { readonly rules: readonly LoaderRule[]; readonly own?: string | undefined },
): string | undefined => {
  const { firmware } = subject
  if (firmware.kind === 'none') return undefined
  const isIpxe = firmware.kind === 'ipxe'
  const open = isIpxe ? rules.filter((rule) => rule.userClass !== undefined) : rules
  const table = isIpxe ? {} : loaders
  const found = firmware.archs
    .map((arch) => open.find((rule) => fits(rule, arch, subject))?.loader ?? table[arch])
    .find((loader) => loader !== undefined)
  return isIpxe ? (found ?? script) : (own ?? found)
}
