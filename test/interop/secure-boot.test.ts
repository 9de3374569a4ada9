import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { loaderKind } from '../../src/main/images/index.ts'
import { hostOf } from '../../src/shared/facts/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { cablesMissing, titled } from './support/cables.ts'
import { guestMissing, startGuest } from './support/guest.ts'
import { openSegment, type Segment } from './support/segment.ts'
import { serveLab, type ServedLab } from './support/served-lab.ts'

const unsigned = '/usr/lib/ipxe/snponly.efi'
/** Where OVMF's package keeps a key that its firmware trusts, and says so in its name. */
const snakeoil = '/usr/share/ovmf/PkKek-1-snakeoil'
const missing = cablesMissing(unsigned, '/usr/bin/sbsign', `${snakeoil}.key`) ?? guestMissing()

/** Signs a loader as its owner would, for firmware that has the key. */
const sign = (folder: string, to: string): void => {
  const key = join(folder, 'key.pem')
  const secret = createPrivateKey({ key: readFileSync(`${snakeoil}.key`), passphrase: 'snakeoil' })
  writeFileSync(key, secret.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  execFileSync('sbsign', ['--key', key, '--cert', `${snakeoil}.pem`, '--output', to, unsigned], {
    stdio: 'pipe',
  })
}

const identity = (n: number) => ({
  mac: `52:54:00:00:3a:0${String(n)}`,
  uuid: `4c4c4544-003a-4810-8052-b4c04f4d3a0${String(n)}`,
  vendor: 'Contoso',
  model: 'R1',
  serial: `SB0${String(n)}`,
})

describe.skipIf(missing !== undefined)(titled('firmware with Secure Boot', missing), () => {
  const trusted = identity(1)
  const other = identity(2)
  let segment: Segment
  let folder: string
  let lab: ServedLab
  beforeAll(async () => {
    segment = openSegment('secure', '10.141.0.1/24')
    folder = segment.folder
    const loaders = join(folder, 'lab', 'loaders')
    mkdirSync(loaders, { recursive: true })
    sign(folder, join(loaders, 'signed.efi'))
    const rack = smallLabInput()
    const network = {
      ...rack.network,
      dhcp: { loaders: [{ mac: trusted.mac, loader: 'signed.efi' }] },
    }
    writeFileSync(join(folder, 'rack.yaml'), stringify({ ...rack, network }))
    lab = await serveLab(segment, [
      '--lab',
      join(folder, 'lab'),
      '--file',
      join(folder, 'rack.yaml'),
    ])
  })
  afterAll(() => segment.close())

  const boot = (machine: ReturnType<typeof identity>) =>
    startGuest({ segment, folder, firmware: 'secureBoot', identity: machine, memoryMiB: 256 })
  const typesOf = async (machine: ReturnType<typeof identity>): Promise<readonly string[]> =>
    (await lab.facts())
      .filter(({ fact }) => hostOf(fact) === `host-${machine.mac.replaceAll(':', '')}`)
      .map(({ fact }) => fact.type)

  it('boots a loader that is signed for it, and refuses one that is not', async () => {
    expect(
      loaderKind('a', readFileSync(join(folder, 'lab', 'loaders', 'signed.efi'))),
    ).toMatchObject({
      signed: true,
    })
    const takes = boot(trusted)
    const refuses = boot(other)
    await refuses.until(/failed to load Boot\d+ "UEFI PXEv4[^\n]*: Access Denied/, 120)
    await refuses.powerOff()
    await expect
      .poll(() => typesOf(trusted), { timeout: 90_000, interval: 500 })
      .toContain('waiter.hostRegistered')
    await takes.powerOff()
    expect(await typesOf(other)).toContain('tftp.sent')
    expect(await typesOf(other)).not.toContain('waiter.trampServed')
  })

  it('is told apart from a loader that never came', async () => {
    const silent = async () => {
      const { fact } =
        (await lab.facts()).find((each) => each.fact.type === 'host.fellSilent') ?? {}
      return fact?.type === 'host.fellSilent' ? fact.message : ''
    }
    await expect.poll(silent, { timeout: 90_000, interval: 500 }).toContain('Secure Boot')
  })
})
