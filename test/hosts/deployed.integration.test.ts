import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { openAuthority } from '../../src/main/vcenter/index.ts'
import type { DocumentEdit } from '../../src/shared/contract/index.ts'
import type { FactOf, FactType } from '../../src/shared/facts/index.ts'
import { hostOf, type Fact } from '../../src/shared/facts/index.ts'
import { isSettled, startRig, type Rig } from './rig.ts'

/** What Auto Deploy gives a host beside its image, from the document to the running host. */
const hash = `$6$saltsalt$${'a'.repeat(86)}`
const local = (id: string, more: Record<string, unknown> = {}) => ({ id, sizeMiB: 8192, ...more })

describe('a rack with profiles, answers and scripts', () => {
  let rig: Rig

  const edit = (asked: DocumentEdit) => rig.app.documents.edit(asked)
  const factsOf = <T extends FactType>(type: T, host: string) =>
    rig
      .facts()
      .map(({ fact }) => fact)
      .filter((fact): fact is FactOf<T> & Fact => fact.type === type && hostOf(fact) === host)
  const profile = () => {
    const [found] = rig.document().hostProfiles
    if (found === undefined) throw new Error('no profile')
    return found
  }
  const boot = async (host: string) => {
    const since = rig.facts().length
    await rig.app.hosts.reboot([host])
    return since
  }

  beforeAll(async () => {
    rig = await startRig(
      '127.137',
      {
        'esx-01': { disks: [local('small', { sizeMiB: 1 }), local('sda'), local('sdb')] },
        'esx-02': { disks: [local('sda', { vmfs: true })] },
        'esx-03': {},
        'esx-04': { bootOrder: ['disk', 'network'], diskMiB: 8192 },
      },
      { hostProfile: { firstDisk: 'localesx,local' } },
    )
    await edit({
      kind: 'setScriptBundle',
      bundle: {
        name: 'first-boot',
        scripts: [
          { name: '10-say', text: '# a greeting\nlog hello\nset UserVars.lab yes\nwait 1\n' },
          { name: '20-check', text: 'require UserVars.lab yes\nrequire ntp 10.9.9.9\n' },
        ],
      },
    })
    const items = [{ kind: 'scriptBundle' as const, name: 'first-boot' }]
    await edit({ kind: 'defineRule', rule: { name: 'scripts', patterns: [], items } })
    await edit({ kind: 'addRules', names: ['scripts'], activate: true })
    await edit({
      kind: 'setHostProfile',
      hostProfile: {
        ...profile(),
        settings: {
          ...profile().settings,
          ntp: ['10.9.9.9'],
          users: [{ name: 'root', passwordHash: hash }],
        },
      },
    })
  })
  afterAll(() => rig.stop())

  it('runs the scripts of the bundle once the host is in vCenter', async () => {
    const since = await boot('esx-01')
    await rig.untilHost('esx-01', isSettled)
    const ran = await rig.until('esxi.scriptsRun', ({ host }) => host === 'esx-01', since)
    expect(ran.fact).toMatchObject({
      bundle: 'first-boot',
      commands: 5,
      lines: ['hello', 'UserVars.lab = yes'],
    })
    expect(factsOf('esxi.configured', 'esx-01')).toMatchObject([{ status: 'valid', problems: [] }])
    const names = factsOf('mboot.moduleReceived', 'esx-01').map(({ file }) => file)
    expect(names.slice(-2)).toEqual(['host-profile.tgz', 'script-bundle.tgz'])
  })

  it('counts the files of the image alone, the same for host and waiter', () => {
    const [assigned] = factsOf('waiter.imageAssigned', 'esx-01')
    const places = [...Array(assigned?.files).keys()].map((place) => [place + 1, assigned?.files])
    const received = factsOf('mboot.moduleReceived', 'esx-01')
    const none = [undefined, undefined]
    expect(received.map(({ position, of }) => [position, of])).toEqual([...places, none, none])
    expect(factsOf('mboot.configReceived', 'esx-01')[0]?.modules).toBe(assigned?.files)
    expect(factsOf('waiter.bootConfigServed', 'esx-01')[0]?.modules).toBe(assigned?.files)
  })

  it('keeps the digest of the image free of what came beside it', () => {
    const [image] = factsOf('mboot.imageReceived', 'esx-01')
    const [cached] = factsOf('disk.cacheWritten', 'esx-01')
    expect(cached?.digest).toBe(image?.digest)
    expect(factsOf('waiter.imageServed', 'esx-01')).toHaveLength(1)
  })

  it('caches on the first disk in the search order that can take it', () => {
    expect(
      factsOf('disk.cacheWritten', 'esx-01').map(({ path }) => path.split('/').at(-1)),
    ).toEqual(['sda.image'])
  })

  it('leaves VMFS alone until its switch is set, and says why', async () => {
    const since = await boot('esx-02')
    await rig.until('vcenter.profileFailed', ({ host }) => host === 'esx-02', since)
    expect(factsOf('disk.cacheNotWritten', 'esx-02').at(-1)?.message).toBe(
      'sda holds a VMFS volume that may not be overwritten',
    )
    await rig.untilHost('esx-02', ({ maintenance }) => maintenance)
    await edit({ kind: 'setHostProfile', hostProfile: { ...profile(), overwriteVmfs: true } })
    await rig.app.vcenter.remediate('esx-02')
    expect(factsOf('disk.cacheWritten', 'esx-02')).toHaveLength(1)
    await rig.untilHost('esx-02', (host) => isSettled(host) && !host.maintenance)
  })

  it('asks for the space that the version of ESXi needs', async () => {
    const document = rig.document()
    const [image] = document.imageProfiles
    if (image === undefined) throw new Error('no image')
    await edit({
      kind: 'replace',
      summary: 'An image of ESXi 8',
      document: {
        ...document,
        imageProfiles: [{ ...image, version: '8.0.2-1' }],
        hosts: document.hosts.map((host) =>
          host.id === 'esx-02'
            ? { ...host, disks: [{ ...host.disks?.[0], ...diskOf('sda', 4000) }] }
            : host,
        ),
      },
    })
    const since = await boot('esx-02')
    const failed = await rig.until('vcenter.profileFailed', ({ host }) => host === 'esx-02', since)
    expect(failed.fact).toMatchObject({
      reason: {
        message: 'The image is not on a disk: sda has 4000 MiB free of the 4096 MiB needed.',
      },
    })
  })

  it('keeps a host without answers in maintenance mode until they are given', async () => {
    await edit({
      kind: 'setHostProfile',
      hostProfile: {
        ...profile(),
        systemImageCache: 'none',
        settings: { ...profile().settings, hostName: 'perHost', managementAddress: 'perHost' },
      },
    })
    const since = await boot('esx-03')
    const failed = await rig.until('vcenter.profileFailed', ({ host }) => host === 'esx-03', since)
    expect(failed.fact).toMatchObject({
      reason: {
        message:
          'Its customization is unknown: The host name is not answered. The management address is not answered. The netmask is not answered.',
      },
    })
    await rig.untilHost('esx-03', ({ maintenance }) => maintenance)
    const answers = { hostName: 'esx-03', address: '127.137.0.203', netmask: '255.255.0' }
    await edit({ kind: 'setCustomization', host: 'esx-03', answers })
    await rig.app.vcenter.remediate('esx-03')
    expect(rig.host('esx-03').maintenance).toBe(true)
    await edit({
      kind: 'setCustomization',
      host: 'esx-03',
      answers: { ...answers, netmask: '255.255.0.0' },
    })
    await rig.app.vcenter.remediate('esx-03')
    await rig.untilHost('esx-03', (host) => isSettled(host) && !host.maintenance)
  })

  it('gives a host the address of its answers, from the boot on', async () => {
    const since = await boot('esx-03')
    const up = await rig.until('esxi.up', ({ host }) => host === 'esx-03', since)
    expect(up.fact).toMatchObject({ address: '127.137.0.203' })
    await rig.untilHost('esx-03', isSettled)
    expect(factsOf('vcenter.hostConnected', 'esx-03').at(-1)?.address).toBe('127.137.0.203')
  })

  it('takes a certificate of an administrator, and asks the authority when it is gone', async () => {
    const clock = createSystemClock()
    const other = await openAuthority({ folder: join(rig.folder, 'another-ca'), clock })
    const { certificate, key, serial } = other.issue('esx-03')
    const script = `Add-CustomCertificate 52:54:00:aa:bb:03 '${certificate}' '${key}'`
    expect(await rig.app.rules.run({ script })).toMatchObject({ errors: 0 })
    await boot('esx-03')
    await rig.untilHost('esx-03', isSettled)
    expect(factsOf('waiter.certificateServed', 'esx-03').at(-1)).toMatchObject({ serial })
    const gone = await rig.app.rules.run({ script: 'Remove-CustomCertificates esx-03' })
    expect(gone.errors).toBe(0)
    const since = await boot('esx-03')
    await rig.until('vcenter.certificateIssued', ({ host }) => host === 'esx-03', since)
    await rig.untilHost('esx-03', isSettled)
  })

  it('says which line of which script failed', async () => {
    await edit({
      kind: 'setScriptBundle',
      bundle: {
        name: 'first-boot',
        scripts: [{ name: 'only', text: 'set ntp 10.1.1.1\n\nfail on purpose\nlog never' }],
      },
    })
    const since = await boot('esx-03')
    const failed = await rig.until('esxi.scriptFailed', ({ host }) => host === 'esx-03', since)
    expect(failed.fact).toMatchObject({ script: 'only', line: 3, message: 'on purpose' })
    await rig.untilHost('esx-03', isSettled)
    await rig.app.vcenter.reconnect('esx-03')
    expect(rig.host('esx-03').complianceFailures).toEqual([
      'ntp is "10.1.1.1"; the host profile sets "10.9.9.9".',
    ])
  })

  it('installs the image of a cluster that is managed by one', async () => {
    const document = rig.document()
    const { name } = document.imageProfiles[0] ?? { name: '' }
    await edit({
      kind: 'replace',
      summary: 'A managed cluster',
      document: {
        ...document,
        clusters: [...document.clusters, { name: 'Managed', image: name }],
      },
    })
    const items = [{ kind: 'cluster' as const, name: 'Managed' }]
    const rule = { name: 'managed', patterns: ['mac==52:54:00:aa:bb:04'], items }
    await edit({ kind: 'defineRule', rule })
    await edit({ kind: 'setRuleSet', names: ['managed'], activate: true })
    const since = await boot('esx-04')
    await rig.until('disk.imageInstalled', ({ host }) => host === 'esx-04', since)
    await rig.until(
      'esxi.up',
      (fact) => fact.host === 'esx-04' && fact.source === 'installed',
      since,
    )
  })
})

const diskOf = (id: string, sizeMiB: number) => ({
  ...{ id, sizeMiB, kind: 'local' as const, model: '', driver: '', ssd: false, vmfs: false },
})
