import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCaptureFile } from '../../src/main/capture/index.ts'
import { explain } from '../../src/shared/packet/index.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/dhcp/${name}`, import.meta.url))

describe('a file that is no capture', () => {
  it('is one packet in hex when it is written so, with words on lines of their own', () => {
    const [packet, ...more] = readCaptureFile(fixture('ovmf-pxe-1.hex'))
    expect(more).toEqual([])
    expect(packet && explain(packet).title).toContain('DISCOVER')
  })

  it('is one packet as it is otherwise', () => {
    const bytes = Uint8Array.of(0, 4, 0, 9)
    expect(readCaptureFile(bytes)).toMatchObject([{ payload: bytes, length: 4 }])
    expect(readCaptureFile(new TextEncoder().encode('0004000'))).toMatchObject([{ length: 7 }])
  })
})
