import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/shared/document/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { predictBoot, type Conditions, type Prediction } from '../../src/shared/host/index.ts'
import {
  blastRadius,
  emptyLab,
  foldLab,
  forecast,
  forecastCable,
} from '../../src/shared/lab/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { networkBoot, record, told, unmetBoot } from '../host/facts.ts'

const base: Conditions = {
  spec: { bootOrder: ['network', 'disk'] },
  answers: () => true,
  hasLink: true,
  hasDisk: true,
  image: 'new',
  cache: { kind: 'held', imageProfile: 'new', age: 1, drift: 'none', text: '' },
  installed: undefined,
  certified: true,
  isStatic: false,
}
const without = (...gone: readonly string[]): Conditions => ({
  ...base,
  answers: (component) => !gone.includes(component),
})
/** What a stateful install leaves on a host. */
const installed = {
  spec: { bootOrder: ['disk', 'network'] },
  cache: { kind: 'none', text: '' },
  installed: 'own',
} satisfies Partial<Conditions>

describe('predictBoot', () => {
  it.each([
    ['boots over the network when all answer', base, { source: 'network', joins: 'byItself' }],
    [
      'waits for vCenter alone',
      without('vcenter'),
      { source: 'network', joins: 'onceVCenterIsBack' },
    ],
    [
      'restarts without vCenter until it has its first certificate',
      { ...without('vcenter'), certified: false },
      { source: 'network', joins: 'onceCertified' },
    ],
    [
      'goes to its disk when that is chosen for once',
      { ...base, nextBoot: { kind: 'disk' } },
      { source: 'cache', joins: 'byAnAdmin' },
    ],
    [
      'boots the image that is chosen for once',
      { ...base, nextBoot: { kind: 'image', imageProfile: 'other' } },
      { source: 'network', image: 'other' },
    ],
    [
      'falls to the disk without DHCP, out of reach',
      without('dhcp'),
      { source: 'cache', failsAt: 'dhcp', joins: 'notAtAll' },
    ],
    [
      'is within reach without DHCP when its address is its own',
      { ...without('dhcp'), isStatic: true },
      { source: 'cache', failsAt: 'dhcp', joins: 'byAnAdmin' },
    ],
    [
      'falls to the disk without TFTP',
      without('tftp'),
      { source: 'cache', failsAt: 'loader', joins: 'byAnAdmin' },
    ],
    [
      'falls to the disk without the waiter',
      without('waiter'),
      { source: 'cache', failsAt: 'tramp', joins: 'byAnAdmin' },
    ],
    [
      'falls to the disk without the rules engine',
      without('rules'),
      { source: 'cache', failsAt: 'register' },
    ],
    [
      'cannot be reconnected with the whole appliance gone',
      without('waiter', 'rules', 'vcenter'),
      { source: 'cache', joins: 'notAtAll' },
    ],
    [
      'falls to the disk when isolated',
      { ...base, hasLink: false },
      { source: 'cache', failsAt: 'link', joins: 'notAtAll' },
    ],
    [
      'never reaches the disk when no rule gives an image',
      { ...base, image: undefined },
      { end: 'noImage' },
    ],
    [
      'has nothing without a cache',
      { ...without('waiter'), cache: { kind: 'none', text: '' } },
      { end: 'noBootDevice', failsAt: 'tramp' },
    ],
    [
      'has nothing with its disks out, whatever is on them',
      { ...without('waiter'), hasDisk: false },
      { end: 'noBootDevice', failsAt: 'tramp', disk: 'unplugged' },
    ],
    [
      'does not start a damaged cache',
      { ...without('waiter'), cache: { kind: 'damaged', text: '' } },
      { end: 'noBootDevice', disk: 'nothing' },
    ],
    [
      'has nothing with the network alone in its order',
      { ...without('waiter'), spec: { bootOrder: ['network'] } },
      { end: 'noBootDevice', disk: 'bootable' },
    ],
    [
      'has nothing while its disks are unplugged',
      { ...without('waiter'), hasDisk: false },
      { end: 'noBootDevice', disk: 'unplugged' },
    ],
    [
      'needs nobody when its system is installed',
      { ...without('waiter', 'rules', 'tftp'), ...installed },
      { source: 'installed', image: 'own', isStale: false, joins: 'byItself' },
    ],
    [
      'is out of reach without DHCP, installed or not',
      { ...without('dhcp'), ...installed },
      { source: 'installed', joins: 'notAtAll' },
    ],
    [
      'joins again by itself when it is installed and vCenter was away',
      { ...without('vcenter'), ...installed },
      { source: 'installed', joins: 'onceVCenterIsBack' },
    ],
    [
      'boots the cache first when the disk is first',
      { ...base, spec: { bootOrder: ['disk', 'network'] } },
      { source: 'cache' },
    ],
    [
      'says that a cached image is stale',
      {
        ...without('waiter'),
        cache: { kind: 'held', imageProfile: 'old', age: 1, drift: 'otherImage', text: '' },
      },
      { isStale: true },
    ],
  ] satisfies [string, Conditions, Partial<Prediction>][])('%s', (_title, conditions, expected) => {
    expect(predictBoot(conditions)).toMatchObject(expected)
  })
})

const started = (['dhcp', 'tftp', 'rules', 'waiter', 'vcenter'] as const).map(
  (component): Fact => ({ type: 'component.started', component, on: 'x' }),
)
const document = parseDocument(smallLabInput())
const lab = (...facts: readonly Fact[]) =>
  foldLab(emptyLab(document), record([...started, ...facts]))

describe('forecast', () => {
  it('knows a host in the middle of its image hangs when the waiter dies, and no other does', () => {
    const view = lab(told.poweredOn(), ...networkBoot().slice(0, 24))
    const effects = [...forecast(view, document, 5000)].map(
      ([component, [first]]) => `${component} ${first?.effect ?? ''}`,
    )
    expect(effects).toEqual([
      'dhcp none',
      'tftp none',
      'rules none',
      'waiter hangs',
      'vcenter cyclesForCertificate',
    ])
  })

  it('says what a running host loses now and how it would boot next', () => {
    const view = lab(told.poweredOn(), ...networkBoot())
    const [vcenter] = forecast(view, document, 5000).get('vcenter') ?? []
    expect(vcenter?.effect).toBe('losesVCenter')
    const [waiter] = forecast(view, document, 5000).get('waiter') ?? []
    expect(waiter?.told[1]).toContain('from its cache')
  })

  it('knows that a first boot gets no certificate without its waiter', () => {
    const view = lab(told.poweredOn(), ...networkBoot().slice(0, 27))
    const outlooks = forecast(view, document, 5000).get('waiter') ?? []
    expect(outlooks[0]?.effect).toBe('restartsForCertificate')
    expect(blastRadius(outlooks).midBoot).toBe(1)
  })

  const installed: Fact = {
    type: 'disk.imageInstalled',
    host: 'esx-01',
    imageProfile: 'own',
    digest: 'a'.repeat(64),
    bytes: 1,
    took: 1,
    path: 'x',
  }
  const booted = [
    told.rebooted(),
    told.deviceTried({ device: 'disk' }),
    told.imageVerified({ imageProfile: 'own' }),
    told.kernelStarted({ source: 'installed', imageProfile: 'own' }),
  ]
  it.each([
    [
      'once installed',
      [installed],
      'Next boot: own, which is installed on its disk, and joins vCenter by itself.',
    ],
    [
      'booted from what is installed',
      [installed, ...booted],
      'Next boot: own, which is installed on its disk, and joins vCenter by itself.',
    ],
  ] as const)('says how a host boots without the waiter %s', (_title, facts, next) => {
    const view = lab(told.poweredOn(), ...networkBoot(), ...facts)
    expect(forecast(view, document, 5000).get('waiter')?.[0]?.told[1]).toBe(next)
  })

  it('knows that a host without a cable has nothing more to lose', () => {
    const inImage = [told.poweredOn(), ...networkBoot().slice(0, 24)]
    const view = lab(...inImage, { type: 'host.partUnplugged', host: 'esx-01', part: 'uplink' })
    const effects = [...forecast(view, document, 5000).values()].map(([first]) => first?.effect)
    expect(effects).toEqual(['none', 'none', 'none', 'none', 'none'])
    const uncabled = parseDocument({
      ...document,
      hosts: document.hosts.map((host) => ({ ...host, cabled: false })),
    })
    const [waiter] = forecast(lab(...inImage), uncabled, 5000).get('waiter') ?? []
    expect(waiter).toMatchObject({ effect: 'none', nextBoot: { failsAt: 'link' } })
  })

  it('does not count on disks that are out', () => {
    const view = lab(told.poweredOn(), ...networkBoot(), {
      type: 'host.partUnplugged',
      host: 'esx-01',
      part: 'disk',
    })
    const outlooks = forecast(view, document, 5000).get('waiter') ?? []
    expect(outlooks[0]?.told[1]).toBe('Next boot: none; its disks are unplugged.')
    expect(blastRadius(outlooks)).toMatchObject({ fromCache: 0, wouldNotBoot: 2 })
  })

  it('sums it up before the plug is pulled', () => {
    const view = lab(told.poweredOn(), ...networkBoot())
    expect(blastRadius(forecast(view, document, 5000).get('waiter') ?? [])).toEqual({
      midBoot: 0,
      fromCache: 1,
      stale: 0,
      wouldNotBoot: 1,
      uncertified: 0,
      loseVCenter: 0,
    })
  })

  it('counts first boots that get no certificate from a vCenter that is gone', () => {
    const reachOf = (...facts: readonly Fact[]) =>
      blastRadius(forecast(lab(...facts), document, 5000).get('vcenter') ?? [])
    const inImage = [told.poweredOn(), ...networkBoot().slice(0, 24)]
    expect(reachOf(...inImage)).toMatchObject({ midBoot: 1, uncertified: 1 })
    const certified: Fact = {
      type: 'waiter.certificateStored',
      host: 'esx-01',
      serial: '01',
      fingerprint: 'ab',
    }
    expect(reachOf(certified, ...inImage)).toMatchObject({ midBoot: 0, uncertified: 0 })
  })
})

describe('forecastCable', () => {
  const steps = networkBoot()
  const certified: Fact = {
    type: 'waiter.certificateStored',
    host: 'esx-01',
    serial: '01',
    fingerprint: 'ab',
  }
  const off = lab()
  it.each([
    ['nothing to a host that is off', off, 'none'],
    ['its network boot', lab(told.poweredOn(), ...steps.slice(0, 9)), 'networkBootFails'],
    ['mboot in the middle of its image', lab(told.poweredOn(), ...steps.slice(0, 24)), 'hangs'],
    [
      'its first certificate',
      lab(told.poweredOn(), ...steps.slice(0, 27)),
      'restartsForCertificate',
    ],
    [
      "vCenter's hand while it starts",
      lab(certified, told.poweredOn(), ...steps.slice(0, 27)),
      'waitsForVCenter',
    ],
    [
      'nothing to a system that starts from its disk',
      lab(
        told.poweredOn(),
        told.deviceTried({ device: 'disk' }),
        told.kernelStarted({ source: 'cache' }),
      ),
      'none',
    ],
    ['vCenter', lab(told.poweredOn(), ...steps), 'losesVCenter'],
    [
      'nothing that vCenter had of a system it has not met',
      lab(certified, told.poweredOn(), ...steps, told.rebooted(), ...unmetBoot()),
      'none',
    ],
  ] as const)('takes %s', (_title, view, effect) => {
    expect(forecastCable(view, document, 'esx-01', 5000)?.effect).toBe(effect)
  })

  it('says what the host boots next, out of reach', () => {
    const outlook = forecastCable(lab(told.poweredOn(), ...steps), document, 'esx-01', 5000)
    expect(outlook).toMatchObject({
      nextBoot: { end: 'running', source: 'cache', failsAt: 'link', joins: 'notAtAll' },
      told: [
        'Now: it runs on; vCenter no longer sees it.',
        'Next boot: reference from its cache and cannot be reached by vCenter.',
      ],
    })
    expect(forecastCable(off, document, 'esx-01', 5000)?.nextBoot).toEqual({
      end: 'noBootDevice',
      failsAt: 'link',
      disk: 'nothing',
    })
  })

  it('knows only hosts of the document', () => {
    expect(forecastCable(off, document, 'esx-99', 5000)).toBeUndefined()
  })
})
