import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { LabState } from '../../src/shared/contract/index.ts'
import type { FactType, Recorded } from '../../src/shared/facts/index.ts'
import { emptyLab, foldLab } from '../../src/shared/lab/index.ts'
import { foldHost, type BootState, type HostView } from '../../src/shared/host/index.ts'
import { guestMissing, startGuest, type Guest, type GuestIdentity } from './support/guest.ts'
import { openSegment, segmentMissing, type Segment } from './support/segment.ts'
import { serveLab, type ServedLab } from './support/served-lab.ts'

const missing = segmentMissing() ?? guestMissing()
if (missing) process.stdout.write(`skipping first light: ${missing}\n`)

const program = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url))

const rack = {
  headwaiter: 1,
  name: 'Interop rack',
  network: {
    subnet: '127.66.0.0/16',
    server: '127.66.0.1',
    pool: { first: '127.66.0.100', last: '127.66.0.199' },
    ports: {
      dhcp: 10067,
      dhcpClient: 10068,
      tftp: 10069,
      waiter: 6501,
      rules: 6502,
      vcenter: 10443,
    },
  },
  clusters: [{ name: 'Rack' }],
  rules: {},
  racks: [],
  hosts: [],
}

const bios: GuestIdentity = {
  mac: '52:54:00:66:00:01',
  uuid: '4c4c4544-0042-3110-8052-b4c04f4d0001',
  vendor: 'Interop, Inc.',
  model: 'Model B',
  serial: 'BIOS0001',
}
const uefi: GuestIdentity = {
  mac: '52:54:00:66:00:02',
  uuid: '4c4c4544-0042-3110-8052-b4c04f4d0002',
  vendor: 'Interop, Inc.',
  model: 'Model U',
  serial: 'UEFI0001',
}
const hostOf = ({ mac }: GuestIdentity) => `host-${mac.replaceAll(':', '')}`
/** A simulated machine of the same make, booted beside the guests from the same rule. */
const simulated = {
  id: 'sim-01',
  kind: 'simulated',
  mac: '52:54:00:66:00:03',
  uuid: '4c4c4544-0042-3110-8052-b4c04f4d0003',
  smbios: { vendor: uefi.vendor, model: uefi.model, serial: 'SIM0001' },
  firmware: 'uefi',
  bootOrder: ['network', 'disk'],
}

/** The states a host went through, from the facts about it. */
const statesOf = (facts: readonly Recorded[]): readonly BootState[] => {
  let view: HostView | undefined
  const states: BootState[] = []
  for (const fact of facts) {
    view = foldHost(view, fact)
    if (states.at(-1) !== view.state) states.push(view.state)
  }
  return states
}

const typesOf = (facts: readonly Recorded[]) =>
  new Set<FactType>(facts.map(({ fact }) => fact.type))

/** Asks again until the answer is good, for a minute at most. */
const eventually = async <T>(ask: () => Promise<T>, good: (answer: T) => boolean): Promise<T> => {
  for (let tries = 0; ; tries++) {
    const answer = await ask()
    if (good(answer) || tries === 120) return answer
    await sleep(500)
  }
}

describe.skipIf(missing)('real firmware on a served network', () => {
  let segment: Segment
  let folder: string
  let lab: ServedLab
  const guests: Guest[] = []

  const boot = (firmware: 'bios' | 'uefi', identity: GuestIdentity): Guest => {
    const guest = startGuest({ segment, folder, firmware, identity })
    guests.push(guest)
    return guest
  }

  beforeAll(async () => {
    segment = openSegment('first', '10.99.0.1/24')
    folder = segment.folder
    const file = join(folder, 'rack.yaml')
    writeFileSync(file, stringify(rack))
    execFileSync(
      process.execPath,
      [program, 'import', 'debian-netboot', '--lab', join(folder, 'lab'), '--file', file],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
    lab = await serveLab(segment, ['--lab', join(folder, 'lab')])
    const { document } = (await lab.call('lab', 'state', undefined)) as LabState
    await lab.call('document', 'edit', {
      kind: 'replace',
      summary: 'Add a rule for the guests',
      document: {
        ...document,
        racks: [{ name: 'Simulated', hosts: [simulated.id] }],
        hosts: [simulated],
        rules: {
          defined: [
            {
              name: 'debian-for-guests',
              patterns: ['vendor==Interop, Inc.'],
              items: [{ kind: 'imageProfile', name: 'Debian-12-netboot' }],
            },
          ],
          working: ['debian-for-guests'],
          active: ['debian-for-guests'],
        },
      },
    })
  })

  afterAll(async () => {
    await Promise.all(guests.map((guest) => guest.powerOff()))
    await segment?.close()
  })

  /** What the services wrote down about one guest that reached its kernel. */
  const expectBooted = async (identity: GuestIdentity, loader: string | undefined) => {
    const facts = await lab.facts(hostOf(identity))
    const state = (await lab.call('lab', 'state', undefined)) as LabState
    const registered = facts
      .map(({ fact }) => fact)
      .find((fact) => fact.type === 'waiter.hostRegistered')
    expect(registered?.attributes).toMatchObject({
      mac: identity.mac,
      uuid: identity.uuid,
      vendor: identity.vendor,
      model: identity.model,
      serial: identity.serial,
    })
    const decided = facts.map(({ fact }) => fact).find((fact) => fact.type === 'rules.decided')
    expect(decided?.rules).toEqual({ imageProfile: 'debian-for-guests' })
    const image = state.document.imageProfiles.find(({ name }) => name === 'Debian-12-netboot')
    const served = facts.map(({ fact }) => fact).filter((fact) => fact.type === 'waiter.fileServed')
    for (const file of image ? [image.kernel, ...image.modules] : []) {
      expect(served).toContainEqual(
        expect.objectContaining({ sha256: file.sha256, bytes: file.size }),
      )
    }
    if (loader !== undefined) {
      expect(facts.map(({ fact }) => fact)).toContainEqual(
        expect.objectContaining({ type: 'tftp.sent', file: loader }),
      )
    }
    const view = foldLab(emptyLab(state.document), facts).hosts.get(hostOf(identity))
    expect(view).toMatchObject({ state: 'kernel', imageProfile: 'Debian-12-netboot' })
  }

  it('boots a BIOS guest whose card carries iPXE into the imported kernel', async () => {
    const guest = boot('bios', bios)
    await guest.until(/Linux version/, 120)
    await guest.powerOff()
    await expectBooted(bios, undefined)
  })

  it('boots a UEFI guest through snponly.efi into the imported kernel', async () => {
    const guest = boot('uefi', uefi)
    await guest.until(/Linux version/, 150)
    await guest.powerOff()
    await expectBooted(uefi, 'snponly.efi')
  })

  it('shows the UEFI guest in the states of a simulated host beside it', async () => {
    await lab.call('host', 'powerOn', { hosts: [simulated.id] })
    const facts = await eventually(
      () => lab.facts(simulated.id),
      (facts) => typesOf(facts).has('kernel.started'),
    )
    const network = (states: readonly BootState[]) =>
      states.filter((state) => state.startsWith('network.') || state === 'kernel')
    const guest = network(statesOf(await lab.facts(hostOf(uefi))))
    expect(guest).toEqual(network(statesOf(facts)))
    expect(guest.at(-1)).toBe('kernel')
  })

  describe('with the waiter unplugged', () => {
    it('sends both guests on to their next boot device', async () => {
      await lab.call('plug', 'pull', { plug: 'waiter' })
      const before = (await lab.facts()).at(-1)?.seq ?? 0
      const first = boot('bios', { ...bios, serial: 'BIOS0002' })
      const second = boot('uefi', { ...uefi, serial: 'UEFI0002' })
      await first.until(/No bootable device|Boot failed|not a bootable disk/i, 150)
      await first.powerOff()
      await second.until(
        /BdsDxe: failed to (load|start) Boot\w+ "UEFI PXEv4|UEFI Misc Device|Shell>/,
        150,
      )
      await second.powerOff()
      for (const identity of [bios, uefi]) {
        const facts = await eventually(
          async () => (await lab.facts(hostOf(identity))).filter(({ seq }) => seq > before),
          (facts) => typesOf(facts).has('host.fellSilent'),
        )
        const silence = facts
          .map(({ fact }) => fact)
          .find((fact) => fact.type === 'host.fellSilent')
        expect(silence).toMatchObject({ stage: 'tramp', confidence: 'high' })
        expect(silence?.message).toMatch(/waiter/i)
        expect(typesOf(facts)).toContain('dhcp.acknowledged')
        expect(typesOf(facts)).not.toContain('waiter.trampServed')
      }
    })
  })
})
