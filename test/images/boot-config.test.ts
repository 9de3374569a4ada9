import { describe, expect, it } from 'vitest'
import {
  bootFiles,
  bootFileUrl,
  bootValue,
  errorTimeout,
  folderBootConfig,
  formatBootConfig,
  formatBootFiles,
  hostBootConfig,
  keptEntries,
  parseBootConfig,
  withBootValue,
} from '../../src/shared/image/index.ts'

const errorOf = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

const installer = `bootstate=0
title=Loading ESXi installer
timeout=5
prefix=
kernel=/b.b00
kernelopt=runweasel cdromBoot
modules=/jumpstrt.gz --- /useropts.gz a=1  b=2 --- /k.b00
build=
updated=0
`

describe('parseBootConfig', () => {
  it('keeps order and unknown keys, so that writing gives the same file', () => {
    const normal = installer.replace('a=1  b=2', 'a=1 b=2')
    expect(formatBootConfig(parseBootConfig(installer))).toBe(normal)
  })

  it('takes keys in any case, spaces around the sign and Windows line ends', () => {
    const config = parseBootConfig(
      '# note\r\nKernel =  /b.b00 \r\nno sign here\r\nKERNELOPT= x\r\n',
    )
    expect(config.entries).toEqual([
      { key: 'kernel', value: '/b.b00' },
      { key: 'kernelopt', value: 'x' },
    ])
  })

  it('takes the last of two lines with one key', () => {
    expect(bootValue(parseBootConfig('kernel=a\nkernel=b\n'), 'kernel')).toBe('b')
  })

  it.each([
    ['no kernel', 'title=x\n', undefined],
    ['a number that is none', 'kernel=a\ntimeout=soon\n', 2],
  ])('refuses %s', (_, text, line) => {
    expect(errorOf(() => parseBootConfig(text))).toMatchObject({
      code: 'image.bootcfg-invalid',
      details: line === undefined ? {} : { line },
    })
  })
})

describe('bootFiles', () => {
  it('gives the options of each file with it', () => {
    expect(bootFiles('/a --- /b x=1 y --- /c')).toEqual([
      { name: '/a', options: '' },
      { name: '/b', options: 'x=1 y' },
      { name: '/c', options: '' },
    ])
  })

  it('reads what formatBootFiles wrote', () => {
    const files = [
      { name: 'a', options: '' },
      { name: 'b', options: 'x=1 y' },
    ]
    expect(bootFiles(formatBootFiles(files))).toEqual(files)
    expect(bootFiles('')).toEqual([])
  })
})

describe('bootFileUrl', () => {
  const at = 'http://w/vmw/rbd/host/a/boot.cfg'
  it.each([
    ['', '/b.b00', 'http://w/vmw/rbd/host/a/b.b00'],
    ['http://w/vmw/cache', '00ff/b.b00', 'http://w/vmw/cache/00ff/b.b00'],
    ['http://w/x/', '/b', 'http://w/x/b'],
    ['http://w/x', 'http://other/b', 'http://other/b'],
  ])('with prefix "%s" finds %s at %s', (prefix, name, url) => {
    expect(bootFileUrl(parseBootConfig(`prefix=${prefix}\nkernel=k\n`), at, name)).toBe(url)
  })
})

describe('withBootValue', () => {
  it('sets a key in its place, and a new one at the end', () => {
    const config = parseBootConfig('kernel=a\ntitle=t\n')
    expect(formatBootConfig(withBootValue(config, 'kernel', 'b'))).toBe('kernel=b\ntitle=t\n')
    expect(formatBootConfig(withBootValue(config, 'skip', '1'))).toMatch(/title=t\nskip=1\n$/)
  })
})

describe('hostBootConfig', () => {
  it('names every file by its digest, with its options', () => {
    const file = (name: string, options = '') => ({
      name,
      options,
      size: 1,
      sha256: 'ab'.repeat(32),
    })
    const text = hostBootConfig(
      {
        name: 'P',
        kind: 'esxi',
        version: '',
        vendor: '',
        kernel: file('k.b00'),
        kernelOptions: 'quiet',
        modules: [file('one.v00'), file('two.gz', 'x=1')],
      },
      'http://w:6501',
    )
    const config = parseBootConfig(text)
    expect(bootValue(config, 'imageprofile')).toBe('P')
    expect(bootFiles(bootValue(config, 'modules')).map(({ options }) => options)).toEqual([
      '',
      'x=1',
    ])
    expect(bootFileUrl(config, 'http://w/boot.cfg', bootValue(config, 'kernel'))).toBe(
      `http://w:6501/vmw/cache/${'ab'.repeat(32)}/k.b00`,
    )
  })

  const profile = {
    name: 'P',
    kind: 'esxi' as const,
    version: '8.0',
    vendor: '',
    kernel: { name: 'b.b00', sha256: 'ab'.repeat(32), size: 1, options: '' },
    kernelOptions: 'runweasel',
    modules: [{ name: 'k.b00', sha256: 'cd'.repeat(32), size: 1, options: 'x=1' }],
  }

  it('keeps the order and the unknown keys of the medium, also repeated ones', () => {
    const medium = parseBootConfig(
      'bootstate=0\nnewkey=one\nmodules=/old\nkernel=/old\nnewkey=two\nkernel=/older\nacpitables=/a\n',
    )
    const bootConfig = [...(keptEntries(medium) ?? [])]
    const keys = (text: string) =>
      parseBootConfig(text).entries.map(({ key, value }) => (key === 'newkey' ? value : key))
    const host = hostBootConfig({ ...profile, bootConfig }, 'http://w:6501')
    expect(keys(host)).toEqual([
      ...['bootstate', 'one', 'modules', 'kernel', 'two'],
      ...['title', 'timeout', 'prefix', 'kernelopt', 'imageprofile'],
    ])
    expect(bootValue(parseBootConfig(host), 'kernel')).toBe(`${'ab'.repeat(32)}/b.b00`)
    const folder = folderBootConfig({ ...profile, bootConfig })
    expect(keys(folder).slice(0, 5)).toEqual(['bootstate', 'one', 'modules', 'kernel', 'two'])
    expect(bootValue(parseBootConfig(folder), 'modules')).toBe('/k.b00 x=1')
  })

  it('keeps nothing of a medium whose keys are all its own', () => {
    expect(keptEntries(parseBootConfig('title=t\nkernel=k\nmodules=m\n'))).toBeUndefined()
  })

  it.each([
    ['7', 7000],
    ['0', 0],
    ['-1', undefined],
    ['-', undefined],
    ['', undefined],
    ['9'.repeat(400), undefined],
  ])('gives control back after errtimeout=%s, or hangs', (seconds, after) => {
    const config = parseBootConfig(`kernel=k\nerrtimeout=${seconds}\n`)
    expect(errorTimeout(config)).toBe(after)
  })
})
