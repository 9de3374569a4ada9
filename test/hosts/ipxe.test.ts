import { describe, expect, it } from 'vitest'
import { createIpxe, type Hands } from '../../src/main/hosts/simulated/ipxe/interpreter.ts'
import { expand, parseScript } from '../../src/main/hosts/simulated/ipxe/script.ts'
import { mbootScript, noImageScript, tftpTramp, waiterTramp } from '../../src/shared/image/index.ts'
import { nothingSent } from '../../src/shared/rules/index.ts'

const settings: Readonly<Record<string, string>> = {
  mac: '52:54:00:aa:bb:01',
  manufacturer: 'Dell Inc.',
  uuid: '4c4c4544-0031-4810-8052-b4c04f4d3031',
}
const web = (pages: Readonly<Record<string, string>>, log: string[] = []): Hands => ({
  fetchScript: async (url, depth) => {
    log.push(`${String(depth)} ${url}`)
    const page = pages[url.replace(/\?.*/, '')]
    if (page === undefined) throw new Error('Connection refused')
    return page
  },
  fetchFile: async (url) => {
    log.push(`file ${url}`)
  },
  sleep: async () => undefined,
})
const run = (text: string, hands: Hands) => createIpxe(text, (name) => settings[name]).run(hands)
const lines = (...text: readonly string[]) => ['#!ipxe', ...text].join('\n')

describe('expand', () => {
  it.each([
    ['${mac}', '52:54:00:aa:bb:01'],
    ['${mac:hexhyp}', '52-54-00-aa-bb-01'],
    ['${manufacturer:uristring}', 'Dell%20Inc.'],
    ['a=${nothing}&b', 'a=&b'],
  ])('fills in %s', (text, filled) => {
    expect(expand(text, (name) => settings[name])).toBe(filled)
  })
})

describe('parseScript', () => {
  it('takes no text for a script that does not begin as one', () => {
    expect(parseScript('<html>')).toBeUndefined()
    expect(parseScript('#!gpxe\nboot')).toBeDefined()
  })
})

describe('createIpxe', () => {
  it('follows the waiter’s own scripts to mboot', async () => {
    const log: string[] = []
    const url = 'http://s'
    const mboot = { name: 'mboot.c32', sha256: 'e'.repeat(64), size: 1, options: '' }
    const loader = { waiterUrl: url, host: 'esx-01', imageProfile: 'R', loader: mboot }
    const pages = {
      'http://s/vmw/rbd/tramp': waiterTramp({ waiterUrl: url }),
      'http://s/vmw/rbd/host-register': mbootScript(loader),
    }
    const outcome = await run(tftpTramp({ waiterUrl: url }), web(pages, log))
    expect(outcome).toEqual({
      kind: 'boot',
      program: {
        url: 'http://s/vmw/rbd/host/esx-01/mboot.c32',
        args: ['-c', 'http://s/vmw/rbd/host/esx-01/boot.cfg'],
        initrds: [],
      },
    })
    expect(log[1]).toContain('vendor=Dell%20Inc.')
  })

  it('stops at the no-image screen and goes on to the restart', async () => {
    const attributes = { ...nothingSent, vendor: 'Acme' }
    const ipxe = createIpxe(noImageScript({ cause: 'noMatchingRule', attributes }), () => '')
    const hands = web({})
    const outcome = await ipxe.run(hands)
    expect(outcome).toMatchObject({ kind: 'wait', ms: 300_000 })
    expect(outcome.kind === 'wait' && outcome.screen.join('\n')).toContain('vendor: Acme')
    expect(await ipxe.run(hands)).toEqual({ kind: 'reboot' })
  })

  it.each([
    ['ends with the error of a command nobody caught', ['chain http://gone', 'reboot'], 'ended'],
    ['takes the way of || after a failure', ['chain http://gone || reboot'], 'reboot'],
    ['skips || after a success', ['echo hi || exit 1', 'reboot'], 'reboot'],
    ['skips && after a failure', ['chain http://gone && exit 1 || reboot'], 'reboot'],
    ['goes to a label', ['goto there', 'exit 1', ':there', 'reboot'], 'reboot'],
    ['comes back from a chained script that ended well', ['chain http://ok', 'reboot'], 'reboot'],
    ['fails at a command it does not know', ['frobnicate', 'reboot'], 'ended'],
  ])('%s', async (_title, text, kind) => {
    const outcome = await run(lines(...text), web({ 'http://ok': lines('echo ok', 'exit') }))
    expect(outcome.kind).toBe(kind)
  })

  it('gives up a script that chains to itself', async () => {
    const outcome = await run(
      lines('chain http://me'),
      web({ 'http://me': lines('chain http://me') }),
    )
    expect(outcome).toMatchObject({
      kind: 'ended',
      error: { message: 'Too many levels of chaining' },
    })
  })
})
