import { describe, expect, it } from 'vitest'
import { readRuleText, ruleLine } from '../../src/shared/powercli/index.ts'
import {
  compileRules,
  explain,
  patternsFor,
  reservationFor,
  setChanges,
} from '../../src/shared/rules/index.ts'
import { applyEdit } from '../../src/shared/edits/index.ts'
import { cluster, image, labWith, profile, rule } from './labs.ts'
import { machine } from './machine.ts'

describe('setChanges', () => {
  const changes = (active: string[], working: string[]) =>
    setChanges({ defined: [], active, working }).map(
      ({ rule: name, change }) => `${name} ${change}`,
    )

  it('says what was added, removed and moved', () => {
    expect(changes(['x', 'a', 'b', 'c'], ['c', 'a', 'b', 'd'])).toEqual([
      'c moved',
      'a same',
      'b same',
      'd added',
      'x removed',
    ])
  })

  it('calls as few rules moved as it can', () => {
    expect(changes(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toEqual([
      'd moved',
      'a same',
      'b same',
      'c same',
    ])
    expect(changes([], [])).toEqual([])
    expect(changes(['a'], ['a'])).toEqual(['a same'])
  })
})

describe('a rule from a machine', () => {
  it('can ask for each thing the machine sent', () => {
    const attributes = machine({ asset: '', oemstring: ['x', 'y'], hostname: 'h' })
    expect(patternsFor(attributes)).toEqual([
      'vendor==Acme',
      'model==Rack One',
      'serial==SN-1',
      'oemstring==x',
      'oemstring==y',
      'hostname==h',
      'ipv4==10.0.0.11',
      'mac==52:54:00:aa:bb:01',
      'uuid==4c4c4544-0000-4000-8000-000000000001',
    ])
    const compiled = compileRules([rule('r', [...patternsFor(attributes)], image('x'))])
    expect(compiled.matching(attributes)).toEqual([0])
  })

  it('can keep its address', () => {
    const attributes = machine({ ipv4: '127.86.1.7' })
    const edit = reservationFor({ host: 'host-1', attributes })
    expect(edit).toMatchObject({ kind: 'reserveAddress', address: '127.86.1.7' })
    if (edit !== undefined)
      expect(applyEdit(labWith(), edit).hosts[0]).toMatchObject({
        id: 'host-1',
        address: '127.86.1.7',
        smbios: { vendor: 'Acme' },
      })
    expect(reservationFor({ host: 'host-1', attributes: machine({ ipv4: '' }) })).toBeUndefined()
  })

  it('is kept with the firmware that was seen of it', () => {
    const edit = reservationFor(
      { host: 'host-1', attributes: machine({ ipv4: '127.86.1.7' }) },
      'bios',
    )
    expect(edit && applyEdit(labWith(), edit).hosts[0]).toMatchObject({ firmware: 'bios' })
  })

  it('can keep its address where an interface is served, the last one first', () => {
    const kept = ['10.20.0.128', '10.20.0.129', '10.20.0.128'].reduce((lab, ipv4) => {
      const edit = reservationFor({ host: 'host-1', attributes: machine({ ipv4 }) })
      return edit === undefined ? lab : applyEdit(lab, edit)
    }, labWith())
    expect(kept.hosts[0]?.otherAddresses).toEqual(['10.20.0.128', '10.20.0.129'])
    expect(kept.hosts[0]).not.toHaveProperty('address')
  })

  it('can keep the address of a board whose UUID is no RFC’s, and of boards without one', () => {
    const kept = [
      '38393838-3031-5a43-4a30-343930315158',
      '',
      '00000000-0000-0000-0000-000000000000',
    ]
      .map((uuid, n) => machine({ uuid, ipv4: `127.86.1.${n + 7}`, mac: `52:54:00:aa:cc:0${n}` }))
      .reduce((lab, attributes, n) => {
        const edit = reservationFor({ host: `host-${n}`, attributes })
        return edit === undefined ? lab : applyEdit(lab, edit)
      }, labWith())
    expect(kept.hosts.map(({ id }) => id)).toEqual(['host-0', 'host-1', 'host-2'])
  })
})

describe('the text beside the wizard', () => {
  const lab = labWith({ defined: [rule('taken', [], image('ESXi-7.0'))] })

  it('reads back what it shows', async () => {
    const written = rule("it's", ['vendor==Acme, Inc.'], cluster('Main'), profile('Plain'))
    const text = ruleLine(lab, written)
    expect(text).toBe(
      "New-DeployRule -Name 'it''s' -Pattern 'vendor==Acme, Inc.' -Item 'Main', 'Plain'",
    )
    expect(await readRuleText(lab, text)).toEqual({ kind: 'rule', rule: written })
  })

  it('says what is wrong and where', async () => {
    const read = await readRuleText(lab, "New-DeployRule x -Item Main -Pattern 'vendr==Acme'")
    expect(read).toMatchObject({ kind: 'problem' })
    if (read.kind === 'problem') expect(read.lines.join('\n')).toContain('did you mean vendor?')
  })

  it('lets a rule that is edited keep its name', async () => {
    const text = 'New-DeployRule taken -Item Main -AllHosts'
    expect(await readRuleText(lab, text)).toMatchObject({ kind: 'problem' })
    expect(await readRuleText(lab, text, 'taken')).toMatchObject({ kind: 'rule' })
  })

  it.each(['', 'Get-DeployRule', 'Remove-DeployRule taken -Delete', 'New-Folder x', '1..3'])(
    'makes nothing of %o',
    async (text) => {
      expect(await readRuleText(lab, text)).toMatchObject({ kind: 'problem' })
    },
  )
})

describe('explain', () => {
  it('says that a host without a disk cannot be in a cluster managed by an image', () => {
    const managed = { kind: 'cluster', name: 'Managed', pxeImage: 'ESXi-8.0' } as const
    const set = compileRules([rule('managed', [], managed)])
    expect(explain(set, machine(), { machine: { diskMiB: 0 } }).notes).toEqual([
      'The cluster Managed is managed by an image: the host has to install it, and has no disk.',
    ])
    expect(explain(set, machine()).notes).toHaveLength(1)
    expect(explain(compileRules([]), machine()).notes).toEqual([])
  })
})
