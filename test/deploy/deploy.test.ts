import { describe, expect, it } from 'vitest'
import {
  applyDeployEdit,
  configurationDrift,
  configurationOf,
  customizationState,
  parseBundledScript,
  readBackup,
  settingsFrom,
  stateOf,
  writeBackup,
} from '../../src/shared/deploy/index.ts'
import { hostProfile, type HostProfile } from '../../src/shared/document/schema.ts'
import { smallLab } from '../document/small-lab.ts'

const hash = `$6$rounds=5000$salt$${'x'.repeat(86)}`
const profile = (settings: Partial<HostProfile['settings']> = {}): HostProfile =>
  hostProfile.parse({ name: 'P', settings })
const asking = profile({ hostName: 'perHost', managementAddress: 'perHost' })
const good = { hostName: 'esx-01.lab', address: '10.0.0.5', netmask: '255.255.255.0' }

describe('customizationState', () => {
  it.each([
    ['unknown without a profile', undefined, good, 'unknown'],
    ['valid when the profile asks nothing', profile(), undefined, 'valid'],
    ['unknown while nothing is answered', asking, undefined, 'unknown'],
    ['valid with every answer', asking, good, 'valid'],
    ['invalid without a netmask', asking, { ...good, netmask: '' }, 'invalid'],
    ['invalid with a mask of holes', asking, { ...good, netmask: '255.0.255.0' }, 'invalid'],
    ['invalid with a bad name', asking, { ...good, hostName: '-esx' }, 'invalid'],
    ['invalid with a bad gateway', asking, { ...good, gateway: 'router' }, 'invalid'],
  ] as const)('is %s', (_title, of, answers, status) => {
    expect(customizationState(of, answers).status).toBe(status)
  })
})

describe('configuration', () => {
  const settings = profile({
    ntp: ['10.0.0.1', 'ntp.lab'],
    syslog: 'udp://10.0.0.2:514',
    dumpCollector: '10.0.0.3:6500',
    users: [{ name: 'root', passwordHash: hash }],
    hostName: 'perHost',
  })

  it('of a reference host gives a profile that sets the same', () => {
    const set = configurationOf(settings, good)
    const taken = { ...settings, settings: settingsFrom(set) }
    expect(configurationOf(taken, good)).toEqual(set)
  })

  it('that drifted is said, hashes apart', () => {
    const expected = configurationOf(settings, good)
    const found = { ...expected, ntp: 'other', 'user.root': 'other' }
    expect(configurationDrift(expected, found)).toEqual([
      'ntp is "other"; the host profile sets "10.0.0.1,ntp.lab".',
      'user.root is another hash; the host profile sets another hash.',
    ])
  })

  it('takes no hash but SHA-512', () => {
    const users = [{ name: 'root', passwordHash: '$1$salt$abcdefghijklmnopqrstuv' }]
    expect(hostProfile.safeParse({ name: 'P', settings: { users } }).success).toBe(false)
  })
})

describe('parseBundledScript', () => {
  it('reads commands with their lines', () => {
    expect(parseBundledScript('s', '# x\nlog  a b \n\nset a.b c  d\r\nwait 0.5')).toEqual([
      { kind: 'log', text: 'a b', line: 2 },
      { kind: 'set', name: 'a.b', value: 'c d', line: 4 },
      { kind: 'wait', seconds: 0.5, line: 5 },
    ])
  })

  it.each([
    ['a command of a shell', 'log x\nrm -rf /', 's, line 2: there is no command "rm".'],
    ['a wait without end', 'wait 1e9', 's, line 1: wait takes 0 to 120 seconds.'],
    ['a wait for nothing', 'wait', 's, line 1: wait takes 0 to 120 seconds.'],
    ['a name that is none', 'set $(x) y', 's, line 1: "$(x)" is no name of an option.'],
  ])('refuses %s', (_title, text, message) => {
    expect(() => parseBundledScript('s', text)).toThrow(message)
  })
})

describe('applyDeployEdit', () => {
  const add = (address: string) => ({ kind: 'addProxy', address }) as const

  it('orders proxies and never gives an id twice', () => {
    const two = [add('http://a:1'), add('http://b:1')].reduce(applyDeployEdit, smallLab)
    const moved = applyDeployEdit(two, { kind: 'moveProxy', id: 2, to: 0 })
    expect(moved.proxies?.map(({ id }) => id)).toEqual([2, 1])
    const one = applyDeployEdit(moved, { kind: 'removeProxy', id: 1 })
    expect(applyDeployEdit(one, add('http://c:1')).proxies?.map(({ id }) => id)).toEqual([2, 3])
  })

  it('puts a state back whole: what it had not is gone', () => {
    const { state } = readBackup(writeBackup({ state: stateOf(smallLab), associations: [] }))
    const later = [
      add('http://a:1'),
      { kind: 'setDeployOptions', options: { noImageWait: 60 } } as const,
      { kind: 'setCustomization', host: 'esx-01', answers: { hostName: 'x' } } as const,
    ].reduce(applyDeployEdit, smallLab)
    expect(applyDeployEdit(later, { kind: 'importState', state })).toEqual(smallLab)
  })

  it('keeps what is stored for hosts in a backup, and reads one without', () => {
    const kept = {
      host: 'esx-01',
      association: { imageProfile: 'A', cluster: 'Rack A' },
      rules: { imageProfile: 'r' },
    }
    const state = stateOf(smallLab)
    expect(readBackup(writeBackup({ state, associations: [kept] })).associations).toEqual([kept])
    expect(readBackup(JSON.stringify(state)).associations).toEqual([])
    const wrong = JSON.stringify({ ...state, associations: [{ ...kept, association: { im: 1 } }] })
    expect(() => readBackup(wrong)).toThrow('associations.0.association')
  })

  it('refuses a bundle that would run too long, whole', () => {
    const scripts = [1, 2].map((n) => ({ name: `s${n}`, text: 'wait 100' }))
    const bundle = { name: 'slow', scripts }
    expect(() => applyDeployEdit(smallLab, { kind: 'setScriptBundle', bundle })).toThrow(
      'slow waits 200 s; a bundle may wait 120 s.',
    )
  })

  it('keeps a host profile that a cluster gives', () => {
    const document = {
      ...smallLab,
      hostProfiles: [profile()],
      clusters: [{ name: 'Rack A', hostProfile: 'P' }],
    }
    expect(() => applyDeployEdit(document, { kind: 'removeHostProfile', name: 'P' })).toThrow(
      'The cluster "Rack A" gives "P" to hosts.',
    )
  })
})
