import type { LoaderRule } from '../../shared/document/schema.ts'
import type { Firmware } from './request.ts'

/** How a client system architecture (IANA "Processor Architecture Types", option 93) boots. */
export type Architecture = {
  readonly code: number
  readonly name: string
  readonly transport: 'tftp' | 'http'
  /** The loader as Debian's `ipxe` package names it; absent where there is none for it. */
  readonly loader?: string
}

const tftp = (code: number, name: string, loader?: string): Architecture => ({
  code,
  name,
  transport: 'tftp',
  ...(loader === undefined ? {} : { loader }),
})
const http = (code: number, name: string, loader?: string): Architecture => ({
  code,
  name,
  transport: 'http',
  ...(loader === undefined ? {} : { loader }),
})

const bios = 'undionly.kpxe'
const efi64 = 'snponly.efi'

/** Every architecture IANA has registered for option 93 (RFC 4578 section 2.1, RFC 5970 section 3.3). */
export const architectures: readonly Architecture[] = [
  tftp(0, 'x86 BIOS', bios),
  tftp(1, 'NEC/PC98'),
  tftp(2, 'Itanium'),
  tftp(3, 'DEC Alpha'),
  tftp(4, 'Arc x86'),
  tftp(5, 'Intel Lean Client'),
  tftp(6, 'x86 UEFI', 'snponly32.efi'),
  tftp(7, 'x64 UEFI', efi64),
  tftp(8, 'EFI Xscale'),
  // The registry says EBC; what firmware means by it is x64.
  tftp(9, 'EBC (x64 UEFI)', efi64),
  tftp(10, 'ARM 32-bit UEFI', 'snponly-arm32.efi'),
  tftp(11, 'ARM 64-bit UEFI', 'snponly-arm64.efi'),
  tftp(12, 'PowerPC Open Firmware'),
  tftp(13, 'PowerPC ePAPR'),
  tftp(14, 'POWER OPAL v3'),
  http(15, 'x86 UEFI HTTP', 'snponly32.efi'),
  http(16, 'x64 UEFI HTTP', efi64),
  http(17, 'EBC (x64 UEFI) HTTP', efi64),
  http(18, 'ARM 32-bit UEFI HTTP', 'snponly-arm32.efi'),
  http(19, 'ARM 64-bit UEFI HTTP', 'snponly-arm64.efi'),
  http(20, 'x86 BIOS HTTP', bios),
  tftp(21, 'ARM 32-bit U-Boot'),
  tftp(22, 'ARM 64-bit U-Boot'),
  http(23, 'ARM 32-bit U-Boot HTTP'),
  http(24, 'ARM 64-bit U-Boot HTTP'),
  tftp(25, 'RISC-V 32-bit UEFI', 'snponly-riscv32.efi'),
  http(26, 'RISC-V 32-bit UEFI HTTP', 'snponly-riscv32.efi'),
  tftp(27, 'RISC-V 64-bit UEFI', 'snponly-riscv64.efi'),
  http(28, 'RISC-V 64-bit UEFI HTTP', 'snponly-riscv64.efi'),
  tftp(29, 'RISC-V 128-bit UEFI'),
  http(30, 'RISC-V 128-bit UEFI HTTP'),
  tftp(31, 's390 Basic'),
  tftp(32, 's390 Extended'),
  tftp(33, 'MIPS 32-bit UEFI'),
  tftp(34, 'MIPS 64-bit UEFI'),
  tftp(35, 'Sunway 32-bit UEFI'),
  tftp(36, 'Sunway 64-bit UEFI'),
  tftp(37, 'LoongArch 32-bit UEFI', 'snponly-loong32.efi'),
  http(38, 'LoongArch 32-bit UEFI HTTP', 'snponly-loong32.efi'),
  tftp(39, 'LoongArch 64-bit UEFI', 'snponly-loong64.efi'),
  http(40, 'LoongArch 64-bit UEFI HTTP', 'snponly-loong64.efi'),
  tftp(41, 'ARM RPi boot'),
]

const byCode = new Map(architectures.map((each) => [each.code, each]))

export const architectureOf = (code: number): Architecture | undefined => byCode.get(code)

/** The script every iPXE gets: where the chain of loaders ends. */
export const script = 'tramp'

/** What a loader rule looks at. */
export type LoaderSubject = {
  readonly mac: string
  readonly firmware: Firmware
  readonly vendorClass: string | undefined
  readonly userClass: string | undefined
}

const fits = (rule: LoaderRule, subject: LoaderSubject): boolean =>
  (rule.arch === undefined ||
    (subject.firmware.kind !== 'none' && subject.firmware.arch === rule.arch)) &&
  subject.mac.startsWith(rule.mac ?? '') &&
  (subject.vendorClass ?? '').startsWith(rule.vendorClass ?? '') &&
  (subject.userClass ?? '').startsWith(rule.userClass ?? '')

/**
 * The file a client boots: the host's own, the first rule that fits, the table. iPXE gets the script unless a rule
 * names its user class, which breaks the loop of loader loading loader. `undefined`: nothing for this architecture.
 */
export const chooseLoader = (
  subject: LoaderSubject,
  { rules, own }: { readonly rules: readonly LoaderRule[]; readonly own?: string | undefined },
): string | undefined => {
  const { firmware } = subject
  if (firmware.kind === 'none') return undefined
  const isIpxe = firmware.kind === 'ipxe'
  const rule = rules.find(
    (each) => (!isIpxe || each.userClass !== undefined) && fits(each, subject),
  )
  if (isIpxe) return rule?.loader ?? script
  return own ?? rule?.loader ?? byCode.get(firmware.arch)?.loader
}
