import { describe, expect, it } from 'vitest'
import { linuxScript, noImageScript, tftpTramp, waiterTramp } from '../../src/shared/image/index.ts'

const attributes = {
  mac: '52:54:00:00:00:01',
  uuid: '',
  vendor: 'Dell Inc.',
  model: 'x\n${boot} || reboot && "',
  serial: '',
  asset: '',
  oemstring: ['a', 'b'],
  hostname: '',
  domain: '',
  ipv4: '10.0.0.1',
}

describe('the scripts', () => {
  it('lead from TFTP to the waiter and on to the registration', () => {
    const waiterUrl = 'http://10.0.0.1:6501'
    expect(tftpTramp({ waiterUrl })).toBe(`#!ipxe\nchain ${waiterUrl}/vmw/rbd/tramp\n`)
    expect(waiterTramp({ waiterUrl })).toMatch(
      /^#!ipxe\nchain \S+\/vmw\/rbd\/host-register\?mac=\$\{mac\}&uuid=\$\{uuid\}&vendor=\$\{manufacturer:uristring\}\S+\n$/,
    )
  })

  it('print what a host sent without running it', () => {
    const text = noImageScript({ cause: 'noMatchingRule', attributes })
    expect(text).toContain('echo . model: x???boot? ?? reboot ?? ?\n')
    expect(text).toContain('echo . oemstring: a\necho . oemstring: b\n')
    expect(text).not.toContain('serial')
    expect(text.split('\n').slice(-3)).toEqual(['sleep 300', 'reboot', ''])
  })

  it('name the initrd on the kernel command line, as a UEFI kernel needs it', () => {
    const file = (name: string) => ({ name, options: '', size: 1, sha256: '00'.repeat(32) })
    const text = linuxScript({
      waiterUrl: 'http://w',
      host: 'h',
      imageProfile: {
        name: 'Debian',
        kind: 'linux',
        version: '',
        vendor: '',
        kernel: file('linux'),
        kernelOptions: 'console=ttyS0',
        modules: [file('initrd.gz')],
      },
    })
    const at = `http://w/vmw/cache/${'00'.repeat(32)}`
    expect(text).toBe(
      `#!ipxe\necho Host h: image profile Debian\nkernel ${at}/linux initrd=initrd.gz console=ttyS0\ninitrd ${at}/initrd.gz\nboot\n`,
    )
  })
})
