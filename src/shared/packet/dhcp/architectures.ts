/** A client system architecture, as IANA lists it ("Processor Architecture Types", option 93). */
export type Architecture = {
  readonly code: number
  readonly name: string
  readonly transport: 'tftp' | 'http'
}

const listed: readonly (readonly [code: number, name: string, transport?: 'http'])[] = [
  [0, 'x86 BIOS'],
  [1, 'NEC/PC98'],
  [2, 'Itanium'],
  [3, 'DEC Alpha'],
  [4, 'Arc x86'],
  [5, 'Intel Lean Client'],
  [6, 'x86 UEFI'],
  [7, 'x64 UEFI'],
  [8, 'EFI Xscale'],
  // The registry says EBC; what firmware means by it is x64.
  [9, 'EBC (x64 UEFI)'],
  [10, 'ARM 32-bit UEFI'],
  [11, 'ARM 64-bit UEFI'],
  [12, 'PowerPC Open Firmware'],
  [13, 'PowerPC ePAPR'],
  [14, 'POWER OPAL v3'],
  [15, 'x86 UEFI HTTP', 'http'],
  [16, 'x64 UEFI HTTP', 'http'],
  [17, 'EBC (x64 UEFI) HTTP', 'http'],
  [18, 'ARM 32-bit UEFI HTTP', 'http'],
  [19, 'ARM 64-bit UEFI HTTP', 'http'],
  [20, 'x86 BIOS HTTP', 'http'],
  [21, 'ARM 32-bit U-Boot'],
  [22, 'ARM 64-bit U-Boot'],
  [23, 'ARM 32-bit U-Boot HTTP', 'http'],
  [24, 'ARM 64-bit U-Boot HTTP', 'http'],
  [25, 'RISC-V 32-bit UEFI'],
  [26, 'RISC-V 32-bit UEFI HTTP', 'http'],
  [27, 'RISC-V 64-bit UEFI'],
  [28, 'RISC-V 64-bit UEFI HTTP', 'http'],
  [29, 'RISC-V 128-bit UEFI'],
  [30, 'RISC-V 128-bit UEFI HTTP', 'http'],
  [31, 's390 Basic'],
  [32, 's390 Extended'],
  [33, 'MIPS 32-bit UEFI'],
  [34, 'MIPS 64-bit UEFI'],
  [35, 'Sunway 32-bit UEFI'],
  [36, 'Sunway 64-bit UEFI'],
  [37, 'LoongArch 32-bit UEFI'],
  [38, 'LoongArch 32-bit UEFI HTTP', 'http'],
  [39, 'LoongArch 64-bit UEFI'],
  [40, 'LoongArch 64-bit UEFI HTTP', 'http'],
  [41, 'ARM RPi boot'],
]

/** Every architecture IANA has registered for option 93 (RFC 4578 section 2.1, RFC 5970 section 3.3). */
export const architectures = listed.map(([code, name, transport]): Architecture => ({
  code,
  name,
  transport: transport ?? 'tftp',
}))

const byCode = new Map(architectures.map((each) => [each.code, each]))

export const architectureOf = (code: number): Architecture | undefined => byCode.get(code)
