import { describe, expect, it } from 'vitest'
import type { DocumentEdit } from '../../src/shared/contract/index.ts'
import { parseDocument, parseEdited } from '../../src/shared/document/index.ts'
import { applyEdit, summarize } from '../../src/shared/edits/index.ts'
import { smallLab, smallLabInput } from '../document/small-lab.ts'

const [reference] = smallLab.imageProfiles
if (reference === undefined) throw new Error('The small lab has an image.')
const second = { ...reference, name: 'Second' }

describe('applyEdit', () => {
  it('makes a new document and leaves the old one', () => {
    const before = structuredClone(smallLab)
    const after = applyEdit(smallLab, { kind: 'setSpeed', speed: 10 })
    expect(after).toEqual({ ...before, speed: 10 })
    expect(smallLab).toEqual(before)
  })

  it('sets the boot order of one host', () => {
    const after = applyEdit(smallLab, {
      kind: 'setBootOrder',
      host: 'esx-01',
      bootOrder: ['disk'],
    })
    expect(after.hosts.map(({ bootOrder }) => bootOrder)).toEqual([['disk'], ['network']])
  })

  it('leaves what it does not touch the very same, so that its followers need not look again', () => {
    const faster = applyEdit(smallLab, { kind: 'setSpeed', speed: 10 })
    expect(faster.hosts).toBe(smallLab.hosts)
    expect(faster.network).toBe(smallLab.network)
    const bootOrder: ['disk'] = ['disk']
    const reordered = applyEdit(smallLab, { kind: 'setBootOrder', host: 'esx-01', bootOrder })
    expect(reordered.hosts[0]).not.toBe(smallLab.hosts[0])
    expect(reordered.hosts[1]).toBe(smallLab.hosts[1])
    expect(reordered.imageProfiles).toBe(smallLab.imageProfiles)
  })

  it('makes no two hosts with one UUID, once in capitals, but works on a lab that has them', () => {
    const [first, other] = smallLab.hosts
    if (first === undefined || other === undefined) throw new Error('The small lab has hosts.')
    const pair = { ...smallLab, hosts: [first, { ...other, uuid: first.uuid.toUpperCase() }] }
    expect(() => parseEdited(smallLab, pair)).toThrow(/hosts\[1\]\.uuid/)
    const opened = parseDocument(pair)
    const bootOrder: ['disk'] = ['disk']
    const edit: DocumentEdit = { kind: 'setBootOrder', host: first.id, bootOrder }
    expect(applyEdit(opened, edit).hosts[0]).toMatchObject({ bootOrder })
  })

  it('names the place of what it brings and may not', () => {
    const bootOrder: never[] = []
    expect(() => applyEdit(smallLab, { kind: 'setBootOrder', host: 'esx-02', bootOrder })).toThrow(
      'hosts[1].bootOrder',
    )
  })

  it('adds and removes an image profile', () => {
    const added = applyEdit(smallLab, { kind: 'addImageProfile', imageProfile: second })
    expect(added.imageProfiles.map(({ name }) => name)).toEqual(['Reference', 'Second'])
    expect(applyEdit(added, { kind: 'removeImageProfile', name: 'Second' })).toEqual(smallLab)
  })

  it('puts another document in place', () => {
    const document = parseDocument({ ...smallLabInput(), name: 'Other' })
    expect(applyEdit(smallLab, { kind: 'replace', document, summary: 'x' })).toEqual(document)
  })

  it.each<[string, DocumentEdit, string]>([
    [
      'a missing host',
      { kind: 'setBootOrder', host: 'nobody', bootOrder: ['disk'] },
      'lab.not-found',
    ],
    ['a missing image profile', { kind: 'removeImageProfile', name: 'None' }, 'lab.not-found'],
    [
      'an image profile a rule gives',
      { kind: 'removeImageProfile', name: 'Reference' },
      'image.in-use',
    ],
    ['a taken name', { kind: 'addImageProfile', imageProfile: reference }, 'document.name-taken'],
    [
      'a document that is not whole',
      { kind: 'replace', document: { ...smallLab, clusters: [] }, summary: 'x' },
      'document.invalid',
    ],
  ])('refuses %s', (_, edit, code) => {
    expect(() => applyEdit(smallLab, edit)).toThrow(expect.objectContaining({ code }))
  })
})

describe('applyEdit, of what the format allows but nobody means,', () => {
  const blank = ' '
  const rule = { name: blank, patterns: [], items: [{ kind: 'cluster' as const, name: 'Rack A' }] }

  it.each<[string, DocumentEdit, string]>([
    ['a blank rule', { kind: 'defineRule', rule }, 'rules.defined[2].name'],
    ['a blank cluster', { kind: 'addCluster', name: blank }, 'clusters[1].name'],
    [
      'a device that is tried twice',
      { kind: 'setBootOrder', host: 'esx-01', bootOrder: ['disk', 'disk'] },
      'hosts[0].bootOrder',
    ],
  ])('refuses %s', (_, edit, path) => {
    const details: unknown = expect.objectContaining({ path })
    expect(() => applyEdit(smallLab, edit)).toThrow(
      expect.objectContaining({ code: 'document.invalid', details }),
    )
  })

  it('leaves what an older lab has', () => {
    const older = parseDocument({
      ...smallLabInput(),
      folders: [{ name: blank }],
      hosts: smallLabInput().hosts.map((host) => ({ ...host, bootOrder: ['disk', 'disk'] })),
    })
    expect(applyEdit(older, { kind: 'setSpeed', speed: 3 })).toEqual({ ...older, speed: 3 })
  })
})

describe('summarize', () => {
  it.each<[DocumentEdit, string]>([
    [{ kind: 'setSpeed', speed: 10 }, 'Set the speed to 10×'],
    [
      { kind: 'setBootOrder', host: 'esx-01', bootOrder: ['network', 'disk'] },
      'Set the boot order of esx-01 to network, then disk',
    ],
    [{ kind: 'addImageProfile', imageProfile: second }, 'Added the image profile Second'],
    [{ kind: 'removeImageProfile', name: 'Second' }, 'Removed the image profile Second'],
    [{ kind: 'replace', document: smallLab, summary: 'Opened a file' }, 'Opened a file'],
  ])('says an edit in words', (edit, words) => {
    expect(summarize(edit)).toBe(words)
  })
})
