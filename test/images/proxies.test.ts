import { describe, expect, it } from 'vitest'
import { inTurn, linuxScript, mbootScript, nginxConfig } from '../../src/shared/image/index.ts'
import type { ImageProfile } from '../../src/shared/document/schema.ts'

const file = (name: string, letter: string) => ({
  name,
  sha256: letter.repeat(64),
  size: 1,
  options: '',
})
const proxies = [
  { id: 4, address: 'http://10.0.0.8:5100' },
  { id: 9, address: 'http://10.0.0.9:5100' },
]

describe('proxies', () => {
  it('begin with the next one for each host', () => {
    expect([0, 1, 2, 3, 4].map((turn) => inTurn(['a', 'b', 'c'], turn).join(''))).toEqual([
      'abc',
      'bca',
      'cab',
      'abc',
      'bca',
    ])
    expect(inTurn([], 7)).toEqual([])
  })

  it('give mboot, each with the boot.cfg that leads to itself, before the server does', () => {
    const script = mbootScript({
      waiterUrl: 'http://s:6501',
      host: 'esx-01',
      imageProfile: 'R',
      loader: file('mboot.c32', 'e'),
      proxies,
    })
    const line = script.split('\n').find((each) => each.startsWith('kernel')) ?? ''
    const digest = 'e'.repeat(64)
    expect(line.split(' || ')).toEqual([
      `kernel http://10.0.0.8:5100/vmw/cache/${digest}/mboot.c32 -c http://s:6501/vmw/rbd/host/esx-01/proxy-4/boot.cfg`,
      `kernel http://10.0.0.9:5100/vmw/cache/${digest}/mboot.c32 -c http://s:6501/vmw/rbd/host/esx-01/proxy-9/boot.cfg`,
      'kernel http://s:6501/vmw/rbd/host/esx-01/mboot.c32 -c http://s:6501/vmw/rbd/host/esx-01/boot.cfg',
    ])
  })

  it('give a Linux kernel and its initrd, and the server where they do not', () => {
    const imageProfile: ImageProfile = {
      name: 'Debian',
      kind: 'linux',
      version: '',
      vendor: '',
      kernel: file('linux', 'a'),
      kernelOptions: 'quiet',
      modules: [file('initrd.gz', 'b')],
    }
    const script = linuxScript({ waiterUrl: 'http://s:6501', host: 'h', imageProfile, proxies })
    expect(script).toContain(
      `initrd http://10.0.0.8:5100/vmw/cache/${'b'.repeat(64)}/initrd.gz || `,
    )
    expect(script).toContain(`|| initrd http://s:6501/vmw/cache/${'b'.repeat(64)}/initrd.gz\n`)
    expect(script.match(/initrd=initrd\.gz quiet/g)).toHaveLength(3)
  })
})

describe('nginxConfig', () => {
  it('caches what is named by digest and passes the rest through', () => {
    const text = nginxConfig({ listen: '10.0.0.9:5100', server: 'http://s:6501', folder: '/x' })
    const [cached = '', passed = ''] = text.split('location ').slice(1)
    expect(cached).toMatch(/^\/vmw\/cache\/ \{[^}]*proxy_cache waiter;/)
    expect(passed).toMatch(/^\/ \{/)
    expect(passed).not.toContain('proxy_cache')
    expect(text).not.toContain('use_stale')
  })

  it.each([
    ['10.0.0.9:5100', 'http://10.0.0.9:5100'],
    ['0.0.0.0:5100', 'http://ADDRESS:5100'],
    ['[::]:5100', 'http://ADDRESS:5100'],
  ])('at %s names no address to the lab that hosts do not reach', (listen, url) => {
    const text = nginxConfig({ listen, server: 'http://s:6501', folder: '/x' })
    expect(text).toContain(`Add-ProxyServer ${url}\n`)
    expect(text).toContain(`listen ${listen};`)
  })

  it('keeps its files in a folder of any name', () => {
    const folder = '/a b; "c" \\d'
    const text = nginxConfig({ listen: '10.0.0.9:5100', server: 'http://s:6501', folder })
    expect(text).toContain('\npid "/a b; \\"c\\" \\\\d/nginx.pid";\n')
  })
})
