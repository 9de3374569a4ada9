import { describe, expect, it } from 'vitest'
import { lookUp } from '../../../src/renderer/reference/look-up.ts'
import { codes as german } from '../../../src/renderer/strings/de/codes.ts'
import { codes } from '../../../src/renderer/strings/en/codes.ts'

const found = (question: string) => lookUp(codes, question).map(([code]) => code)

describe('lookUp', () => {
  it('takes a line as it stands on a screen', () => {
    expect(found('  PXE-E18: Server response timeout.')).toEqual(['PXE-E18'])
    expect(found('pxe-e3b')).toEqual(['PXE-E3B'])
    expect(found('Fatal error: 15 (Not found)')).toEqual(['Fatal error: 15'])
  })

  it('takes a code of PXE as it is read out', () => {
    for (const code of ['pxe e53', 'PXEE53', 'PXE_E53', 'PXE – E53', 'e53'])
      expect(found(code)).toEqual(['PXE-E53'])
    expect(found('pxe t01')).toEqual(['PXE-T01'])
  })

  it('takes no part of a port for a status of HTTP', () => {
    expect(found('HTTP 503')).toEqual(['503'])
    expect(found('Connection refused (http://10.0.0.1:15003/)')).not.toContain('500')
  })

  it('takes an error of iPXE by its first two digits, however it is written', () => {
    expect(found('Could not boot: Connection timed out (http://ipxe.org/4c0a6035)')).toEqual([
      'ipxe.org/4c',
    ])
    expect(found('040EE119')).toEqual(['ipxe.org/04'])
    expect(found('Error 0x2d0c613b')).toEqual(['ipxe.org/2d'])
  })

  it('finds codes by words of what they mean, and all when nothing is asked', () => {
    expect(found('port 4011')).toEqual(['PXE-E16', 'PXE-E55'])
    expect(found('no such word')).toEqual([])
    expect(found('')).toHaveLength(Object.keys(codes).length)
  })

  it('tells firmware apart where a number means one thing in BIOS and another in UEFI', () => {
    for (const code of ['PXE-E05', 'PXE-E07', 'PXE-E09'])
      expect(codes[code]?.means).toMatch(/UEFI.*BIOS/)
    expect(codes['PXE-E53']?.means).toContain('UEFI')
    expect(codes['ipxe.org/3c']?.means).toContain('TFTP')
  })

  it('takes the card for what fails when a request to TFTP cannot be sent', () => {
    expect(codes['PXE-E38']?.look).toContain('card')
    expect(codes['PXE-E38']?.look).not.toContain('next server')
  })

  it('knows the same codes in every language', () => {
    expect(Object.keys(german)).toEqual(Object.keys(codes))
  })

  it('leaves open which service was silent where firmware has one code for both', () => {
    expect(codes['PXE-E18']?.means).toMatch(/DHCP.*TFTP/)
    expect(codes['PXE-E16']?.means).toMatch(/offers.*none/)
    expect(codes['503']?.means).toMatch(/decision.*certificate.*too many/)
  })
})
