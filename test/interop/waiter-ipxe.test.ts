import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { debianNetboot, importKernelInitrd } from '../../src/main/images/index.ts'
import { createLabNetwork } from '../../src/main/net/lab-network.ts'
import type { Network } from '../../src/main/net/network.ts'
import type { ImageProfile } from '../../src/shared/document/schema.ts'
import { tftpTramp } from '../../src/shared/image/index.ts'
import { startLab, temporaryStore } from '../waiter/lab.ts'

/**
 * Our scripts in a real iPXE: a BIOS guest whose card's ROM is Debian's iPXE. QEMU's user network does
 * DHCP and TFTP, and its 10.0.2.2 is this machine's 127.0.0.1, so no rights are needed.
 */
const qemu = '/usr/bin/qemu-system-x86_64'
const debian = debianNetboot()
const missing = [qemu, debian.kernel].find((file) => !existsSync(file))
const uuid = '4c4c4544-0031-4810-8052-b4c04f4d3031'

/** The waiter listens on 127.0.0.1; its guests know it as 10.0.2.2. */
const guestNetwork = (): Network => {
  const lab = createLabNetwork({ address: '127.0.0.1' })
  return {
    ...lab,
    listen: async (server, at) => ({
      address: '10.0.2.2',
      port: (await lab.listen(server, at)).port,
    }),
  }
}

describe.skipIf(missing !== undefined)(`real iPXE (${missing ?? 'present'})`, () => {
  let scratch: Awaited<ReturnType<typeof temporaryStore>>
  let profile: ImageProfile
  let lab: Awaited<ReturnType<typeof startLab>>
  let powerOff: (() => Promise<void>) | undefined

  beforeAll(async () => {
    scratch = await temporaryStore()
    const commandLine = 'console=ttyS0,115200n8'
    profile = await importKernelInitrd({ store: scratch.store, ...debian, commandLine })
  })
  afterEach(async () => {
    await powerOff?.()
    await lab.stop()
  })
  afterAll(() => scratch.remove())

  const start = async (more: Partial<Parameters<typeof startLab>[0]> = {}) => {
    lab = await startLab({
      subnet: '127.82',
      images: scratch.store,
      imageProfiles: [profile],
      network: guestNetwork(),
      ...more,
    })
  }

  /** Powers the guest on; resolves with how to read its console. */
  const powerOn = async () => {
    const folder = join(scratch.dir, 'tftp')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'tramp'), tftpTramp({ waiterUrl: lab.url }))
    const log = join(scratch.dir, 'serial.log')
    // What the guest before it said is not this one's.
    await rm(log, { force: true })
    const identity = `manufacturer=Dell Inc.,product=R640+ & more,serial=S-1,uuid=${uuid}`
    const options = [
      ['-accel', 'tcg', '-m', '768', '-nodefaults', '-no-user-config', '-no-reboot'],
      ['-machine', 'pc,graphics=off', '-vga', 'none', '-display', 'none', '-serial', `file:${log}`],
      ['-smbios', `type=1,${identity}`],
      ['-smbios', 'type=3,asset=RACK A/7'],
      ['-smbios', 'type=11,value=row one,value=lab'],
      ['-netdev', `user,id=net,tftp=${folder},bootfile=tramp`],
      ['-device', 'virtio-net-pci,netdev=net,mac=52:54:00:00:00:07'],
    ]
    const guest = spawn(qemu, options.flat(), { stdio: ['ignore', 'ignore', 'inherit'] })
    const ended = once(guest, 'exit')
    powerOff = async () => {
      guest.kill('SIGKILL')
      await ended
    }
    const serial = async () =>
      stripVTControlCharacters(await readFile(log, 'latin1')).replaceAll(String.fromCharCode(0), '')
    return (pattern: RegExp) =>
      vi.waitFor(
        async () => {
          expect(await serial()).toMatch(pattern)
        },
        { timeout: 90_000, interval: 500 },
      )
  }

  it('sends its attributes and boots a Linux kernel', async () => {
    await start()
    const see = await powerOn()
    await see(/Linux version .*Debian/)
    await see(/Run \/init as init process/)
    expect(lab.factsOf('waiter.hostRegistered')[0]?.attributes).toEqual({
      mac: '52:54:00:00:00:07',
      uuid,
      vendor: 'Dell Inc.',
      model: 'R640+ & more',
      serial: 'S-1',
      asset: 'RACK A/7',
      oemstring: ['row one', 'lab'],
      hostname: '',
      domain: '',
      ipv4: '10.0.2.15',
    })
    expect(lab.factsOf('waiter.fileServed').map(({ file }) => file)).toEqual(['linux', 'initrd.gz'])
  })

  it('goes on from a proxy that is away to the server', async () => {
    // Nothing listens there: the guest is refused, as by a proxy whose program has ended.
    await start({ proxies: [{ id: 1, address: 'http://10.0.2.2:9' }] })
    const see = await powerOn()
    await see(/Linux version .*Debian/)
    expect(lab.factsOf('waiter.fileServed').map(({ file }) => file)).toEqual(['linux', 'initrd.gz'])
  })

  it('shows the no-image screen and waits', async () => {
    await start({ decide: () => ({ kind: 'noMatch', considered: 1 }) })
    const see = await powerOn()
    await see(/No rules containing an Image Profile match this/)
    await see(/\. model: R640\+ \? more/)
  })

  it('goes back to firmware when it is to boot from its own disk this once', async () => {
    const nextBoot = { kind: 'disk' } as const
    await start({ decide: () => ({ kind: 'noMatch', considered: 1, nextBoot }) })
    const see = await powerOn()
    await see(/from its own disk, this boot alone/)
    await see(/No bootable device|No more network devices/)
    expect(lab.factsOf('waiter.nextBootUsed')).toHaveLength(1)
  })

  it('gives up and goes back to firmware when the waiter cannot decide', async () => {
    await start()
    await lab.rules.stop()
    const see = await powerOn()
    await see(/host-register.*\n?.*(Input\/output|I\/O) error|Server Error|ipxe\.org\//)
    await see(/No bootable device|No more network devices/)
    expect(lab.factsOf('waiter.undecided')).toHaveLength(1)
  })
})
