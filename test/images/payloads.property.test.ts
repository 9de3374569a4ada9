import { spawnSync } from 'node:child_process'
import {
  array,
  assert,
  nat,
  oneof,
  property,
  record,
  stringMatching,
  tuple,
  uint8Array,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LabError } from '../../src/shared/base/index.ts'
import { isPayloadUrl, readTar, withPayloads, writeTar } from '../../src/shared/image/index.ts'

const files = array(
  record({
    name: stringMatching(/^[a-z][a-z/.-]{0,60}$/),
    bytes: uint8Array({ maxLength: 2000 }),
  }),
  { maxLength: 5 },
)

describe('payload archives', () => {
  it('read as they were written', () => {
    assert(
      property(files, (list) => {
        expect(readTar(writeTar(list))).toEqual(list)
      }),
    )
  })

  it('are read or refused by code, whatever the bytes', () => {
    const broken = oneof(
      uint8Array({ maxLength: 3000 }),
      tuple(files, nat(), nat(255)).map(([list, at, value]) => {
        const tar = writeTar(list)
        tar[at % tar.length] = value
        return tar.subarray(0, tar.length - (at % 3) * 512)
      }),
    )
    assert(
      property(broken, (tar) => {
        try {
          readTar(tar)
        } catch (error) {
          expect(error).toBeInstanceOf(LabError)
          expect(error).toMatchObject({ code: 'image.payload-invalid' })
        }
      }),
    )
  })

  it('are what tar of the system reads', () => {
    const text = new TextEncoder().encode('one line\n')
    const tar = writeTar([{ name: 'etc/headwaiter/a.json', bytes: text }])
    const { stdout, status } = spawnSync('tar', ['-xOf', '-', 'etc/headwaiter/a.json'], {
      input: tar,
      encoding: 'utf8',
    })
    expect({ stdout, status }).toEqual({ stdout: 'one line\n', status: 0 })
  })
})

describe('withPayloads', () => {
  it('puts them after the modules of the image', () => {
    const url = 'http://s/vmw/rbd/host/h/host-profile.tgz'
    const config = 'prefix=http://p/vmw/cache\nkernel=a/k\nmodules=a/x --- b/y opt=1\n'
    expect(withPayloads(config, [url])).toBe(
      `prefix=http://p/vmw/cache\nkernel=a/k\nmodules=a/x --- b/y opt=1 --- ${url}\n`,
    )
    expect(isPayloadUrl(url)).toBe(true)
    expect(isPayloadUrl(`http://s/vmw/cache/${'a'.repeat(64)}/host-profile.tgz`)).toBe(false)
  })
})
