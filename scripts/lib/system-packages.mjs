/** System packages the tests use: real clients, firmware and a browser. Debian names. */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'

/** What a package is there for, by a file it brings. */
const wanted = {
  chromium: '/usr/bin/chromium',
  'chromium-headless-shell': '/usr/bin/chromium-headless-shell',
  iproute2: '/usr/sbin/ip',
  nftables: '/usr/sbin/nft',
  'qemu-system-x86': '/usr/bin/qemu-system-x86_64',
  ovmf: '/usr/share/OVMF/OVMF_CODE_4M.fd',
  ipxe: '/usr/lib/ipxe/snponly.efi',
  'ipxe-qemu': '/usr/lib/ipxe/qemu/pxe-virtio.rom',
  sbsigntool: '/usr/bin/sbsign',
  'debian-installer-12-netboot-amd64':
    '/usr/lib/debian-installer/images/12/amd64/text/debian-installer/amd64/linux',
  curl: '/usr/bin/curl',
  'tftp-hpa': '/usr/bin/tftp',
  atftp: '/usr/bin/atftp',
  busybox: '/usr/bin/busybox',
  udhcpc: '/sbin/udhcpc',
  'isc-dhcp-client': '/sbin/dhclient',
  'dhcpcd-base': '/usr/sbin/dhcpcd',
  'isc-dhcp-relay': '/usr/sbin/dhcrelay',
  'dnsmasq-base': '/usr/sbin/dnsmasq',
  'kea-admin': '/usr/sbin/perfdhcp',
  'kea-dhcp4-server': '/usr/sbin/kea-dhcp4',
  pxelinux: '/usr/lib/PXELINUX/pxelinux.0',
  'syslinux-common': '/usr/lib/syslinux/modules/bios/ldlinux.c32',
  'nginx-light': '/usr/sbin/nginx',
  tshark: '/usr/bin/tshark',
  xorriso: '/usr/bin/xorriso',
  genisoimage: '/usr/bin/genisoimage',
  zip: '/usr/bin/zip',
  binutils: '/usr/bin/ar',
  strace: '/usr/bin/strace',
}

const policy = '/usr/sbin/policy-rc.d'

/** Runs `work` while Debian's own switch keeps freshly installed services from starting. */
const withoutServices = (work) => {
  const ours = !existsSync(policy)
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return work()
  } finally {
    if (ours) rmSync(policy, { force: true })
  }
}

/** Installs what is missing when this is Debian and we are root; says what is missing otherwise. */
export const installSystemPackages = () => {
  const missing = Object.keys(wanted).filter((name) => !existsSync(wanted[name]))
  if (missing.length === 0) return
  const able =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!able) {
    process.stdout.write(`Not installed, so some tests will skip: ${missing.join(', ')}\n`)
    return
  }
  process.stdout.write(`Installing system packages for the tests: ${missing.join(', ')}\n`)
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  withoutServices(() => {
    const done = apt('update') && apt('install', '-y', '--no-install-recommends', ...missing)
    if (!done)
      process.stdout.write(
        'apt-get did not install them all; the tests that need them will say so.\n',
      )
  })
}
