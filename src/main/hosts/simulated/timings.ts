/**
 * How long the parts of a simulated host take, in ms at speed 1. Real firmware's own figures where a source
 * or a measurement has them; the others are ours, chosen so that a boot can be followed by eye.
 */
export const timings = {
  /** From power to the first boot device; measured with OVMF and SeaBIOS. */
  selfTest: { uefi: 4_500, bios: 2_500 },
  /** Ours: the card negotiates its link. */
  linkUp: 300,
  /** edk2: DHCP tries of 4, 8, 16 and 32 s. */
  uefiDhcp: [4_000, 8_000, 16_000, 32_000],
  /** Measured with iPXE's ROM; one that keeps to PXE 2.1 waits as UEFI does. */
  biosDhcp: [1_000, 2_000, 4_000, 8_000],
  /** edk2: six tries of 4 s. */
  uefiTftp: [4_000, 4_000, 4_000, 4_000, 4_000, 4_000],
  biosTftp: [1_000, 2_000, 4_000, 8_000],
  /** iPXE's banner. */
  ipxeStart: 2_000,
  /** iPXE: starts at 1 s and grows to 10 s. */
  ipxeDhcp: [1_000, 2_000, 4_000, 8_000, 10_000],
  ipxeTftp: [500, 1_000, 2_000, 4_000],
  /** Ours: iPXE's waits between tries. */
  httpRetry: [2_000, 4_000],
  /** mboot asks twice more. */
  mbootRetry: [1_000, 1_000],
  /** Ours: the disk's controller looks for a boot bank. */
  diskStart: 800,
  /** Ours: from kernel to a working agent. */
  kernelStart: 4_000,
  /** Ours: how often a system asks for a certificate, and how long it takes to shut down without one. */
  certificateRetry: [5_000, 10_000],
  shutDown: 5_000,
  /** Ours: a host that was installed says goodbye and restarts. */
  afterInstall: 5_000,
  /** Ours: the running system's own DHCP. */
  systemDhcp: [1_000, 2_000, 4_000, 8_000],
  systemDhcpAgain: 15_000,
  /** Ours: how often an unconnected host tells the waiter that it is up. */
  reportAgain: 10_000,
} as const

/**
 * Real ms that a TCP connection may be silent, whatever the lab's speed: its other end runs in real
 * time, and under a boot storm every host waits for its share. mboot's own 10 s serve iPXE as well.
 * vCenter works on a host, cache and all, before it answers the host's report.
 */
export const silence = { download: 10_000, report: 150_000 } as const

/**
 * Real ms a program waits for an answer at the least. The services run in real time whatever the
 * lab's speed; a busy laptop's hiccup is not an outage.
 */
export const shortestPatience = 750
