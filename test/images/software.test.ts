import { describe, expect, it } from 'vitest'
import {
  addPackage,
  compareSoftware,
  compareVersions,
  composeImage,
  offers,
  problemsOf,
  removePackage,
  satisfies,
  withAcceptanceLevel,
  withoutTools,
  type Constraint,
  type Software,
  type SoftwarePackage,
} from '../../src/shared/image/index.ts'

const sha = (text: string) => Buffer.from(text.padEnd(32)).toString('hex')

const pack = (
  name: string,
  version: string,
  more: Partial<SoftwarePackage> = {},
): SoftwarePackage => ({
  id: `ACME_bootbank_${name}_${version}`,
  name,
  version,
  vendor: 'ACME',
  type: 'bootbank',
  summary: '',
  released: '',
  acceptanceLevel: 'accepted',
  statelessReady: true,
  depends: [],
  conflicts: [],
  replaces: [],
  provides: [],
  payloads: [{ name, type: 'vgz', sha256: sha(name + version), size: 1 }],
  file: { sha256: sha(`${name}-${version}`), size: 1 },
  ...more,
})

const kernel = pack('esx-base', '8.0.0-1', {
  payloads: [
    { name: 'b', type: 'boot', sha256: sha('b'), size: 1 },
    { name: 'k', type: 'boot', sha256: sha('k'), size: 1 },
  ],
})
const needs = (name: string, relation?: Constraint['relation'], version?: string): Constraint => ({
  name,
  ...(relation === undefined ? {} : { relation }),
  ...(version === undefined ? {} : { version }),
})
const driver = pack('net-driver', '2.0-1', { depends: [needs('esx-base', '>=', '8.0.0')] })
const image = (...packages: SoftwarePackage[]): Software => ({
  name: 'Lab-8.0-standard',
  vendor: 'ACME',
  acceptanceLevel: 'partner',
  packages,
  bootNames: {},
})
const codeOf = (work: () => unknown) => {
  try {
    work()
    return undefined
  } catch (error) {
    return error
  }
}

describe('compareVersions', () => {
  it.each([
    ['1.0-1', '1.0-1', 0],
    ['1.0-1', '1.0-2', -1],
    ['1.9-1', '1.10-1', -1],
    ['1.0-9', '1.0.1-1', -1],
    ['7.0.3-0.65.20842708', '7.0.3-0.100.1', -1],
    ['1.0b', '1.0a', 1],
    ['1.a', '1.1', -1],
    ['2-3vmw.500.0.0.469512', '2-3vmw.500.0.0.469513', -1],
  ])('%s against %s', (a, b, order) => {
    expect(Math.sign(compareVersions(a, b))).toBe(order)
    expect(Math.sign(compareVersions(b, a))).toBe(-order || 0)
  })
})

describe('satisfies', () => {
  it.each([
    ['8.0.0-5', '>=', '8.0.0', true],
    ['8.0.0-5', '=', '8.0.0', true],
    ['8.0.0-5', '=', '8.0.0-4', false],
    ['8.0.0-5', '>>', '8.0.0', false],
    ['8.0.0-5', '<<', '8.0.1', true],
    ['8.0.0-5', '<=', '8.0.0-5', true],
  ] as const)('%s %s %s is %s', (version, relation, bound, met) => {
    expect(satisfies(version, relation, bound)).toBe(met)
  })
})

describe('an image', () => {
  it('names what its packages lack, do not go with, or are not fit for', () => {
    const bad = pack('bad', '1', {
      depends: [needs('absent')],
      conflicts: [needs('esx-base')],
      acceptanceLevel: 'community',
      statelessReady: false,
    })
    expect(problemsOf(image(kernel, bad)).map(({ kind }) => kind)).toEqual([
      'missing',
      'conflict',
      'tooLoose',
      'notStateless',
    ])
    expect(problemsOf(image(kernel, driver))).toEqual([])
  })

  it('counts what a package provides, version included', () => {
    const one = pack('one', '1', { provides: [{ name: 'feature', version: '3' }] })
    expect(offers(one, needs('feature'))).toBe(true)
    expect(offers(one, needs('feature', '>=', '4'))).toBe(false)
    expect(offers(one, needs('one', '=', '1'))).toBe(true)
  })

  it('takes a package in, in the place of its older self and of what it replaces', () => {
    const old = pack('net-old', '1')
    const first = image(kernel, driver, old)
    const newer = pack('net-driver', '3.0-1', { replaces: [needs('net-old', '<<', '2')] })
    const result = addPackage(first, newer)
    expect(result.packages.map(({ id }) => id)).toEqual([kernel.id, newer.id])
    expect(first.packages).toHaveLength(3)
  })

  it.each([
    ['needs what is not there', pack('x', '1', { depends: [needs('absent')] }), 'missing'],
    ['does not go with another', pack('x', '1', { conflicts: [needs('esx-base')] }), 'conflict'],
    ['is below its acceptance level', pack('x', '1', { acceptanceLevel: 'community' }), 'tooLoose'],
    ['is not stateless', pack('x', '1', { statelessReady: false }), 'notStateless'],
  ])('refuses a package that %s', (_, added, kind) => {
    expect(codeOf(() => addPackage(image(kernel, driver), added))).toMatchObject({
      code: 'image.package-refused',
      details: { package: 'x', kind },
    })
  })

  it('does not hold old faults against a new package', () => {
    const broken = pack('broken', '1', { depends: [needs('absent')] })
    expect(addPackage(image(kernel, broken), driver).packages).toHaveLength(3)
  })

  it('lets go of a package that no other needs', () => {
    expect(removePackage(image(kernel, driver), 'net-driver').packages).toEqual([kernel])
    expect(codeOf(() => removePackage(image(kernel, driver), 'esx-base'))).toMatchObject({
      code: 'image.package-refused',
    })
    expect(codeOf(() => removePackage(image(kernel), 'none'))).toMatchObject({
      code: 'image.package-unknown',
    })
  })

  it('changes its acceptance level as far as its packages let it', () => {
    expect(withAcceptanceLevel(image(kernel), 'accepted').acceptanceLevel).toBe('accepted')
    expect(codeOf(() => withAcceptanceLevel(image(kernel), 'certified'))).toMatchObject({
      code: 'image.package-refused',
    })
  })

  it('has a variant without tools', () => {
    const tools = pack('tools-light', '12', { type: 'tools' })
    const small = withoutTools(image(kernel, tools))
    expect([small.name, small.packages.length]).toEqual(['Lab-8.0-no-tools', 1])
  })

  it('keeps its tools when another package needs them', () => {
    const tools = pack('tools-light', '12', { type: 'tools' })
    const agent = pack('agent', '1', { depends: [needs('tools-light')] })
    expect(codeOf(() => withoutTools(image(kernel, tools, agent)))).toMatchObject({
      code: 'image.package-refused',
      details: { package: 'agent', kind: 'missing' },
    })
  })

  it('is compared package by package', () => {
    const newer = pack('net-driver', '3.0-1')
    const other = pack('other', '1')
    const difference = compareSoftware(image(kernel, driver), image(kernel, newer, other))
    expect(difference.added.map(({ name }) => name)).toEqual(['other'])
    expect(difference.removed).toEqual([])
    expect(difference.changed).toMatchObject([
      { name: 'net-driver', from: driver, to: newer, order: 1 },
    ])
    expect(difference.same).toBe(1)
  })

  it('gives files without boot names free ones of eight letters', () => {
    const payload = (text: string) => ({
      name: 'net_e1000e',
      type: 'vgz',
      sha256: sha(text),
      size: 1,
    })
    const a = pack('a', '1', { payloads: [payload('1')] })
    const b = pack('b', '1', { payloads: [payload('2')] })
    expect(composeImage(image(kernel, a, b)).modules.map(({ name }) => name)).toEqual([
      'k.b00',
      'net_e100.v00',
      'net_e100.v01',
    ])
    expect(codeOf(() => composeImage(image(a)))).toMatchObject({ code: 'image.no-kernel' })
  })
})
