import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hostOf, recorded, type Recorded } from '../../src/shared/facts/index.ts'
import { foldHost, progressOf, readSilence, why } from '../../src/shared/host/index.ts'

/** What the services wrote down of real firmware in QEMU while its boot was broken in the middle; ms since its first packet. */
const boot = (name: string): readonly Recorded[] =>
  readFileSync(new URL(`../fixtures/boots/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => recorded.parse(JSON.parse(line)))

const at = (facts: readonly Recorded[], now: number) => {
  const [first, ...rest] = facts.filter((each) => each.at <= now && hostOf(each.fact) !== undefined)
  return rest.reduce(foldHost, foldHost(undefined, first ?? expect.fail('no facts')))
}
const chain = (facts: readonly Recorded[], now: number) =>
  why(
    facts.filter((fact) => fact.at <= now),
    at(facts, now),
  ).map(({ text }) => text)
const nothingAway = { dhcp: false, tftp: false, waiter: false, rules: false }

describe('iPXE whose cable was pulled at 14 s in the middle of a slow initrd, for a minute', () => {
  const facts = boot('cable-out-in-image')

  it('stands still since the last byte, and says why once the file was given up', () => {
    expect(progressOf(at(facts, 13_700), 13_700, 1)).toMatchObject({
      files: { done: 1, of: 2 },
      bytes: { done: 8_222_656 + 7_340_032, of: 49_032_932 },
      eta: expect.closeTo(28_300, -3) as number,
    })
    for (const now of [44_000, 74_000])
      expect(progressOf(at(facts, now), now, 1)?.stuckSince).toBe(13_599)
    expect(chain(facts, 94_000)).toEqual([
      'DHCP gave it 10.152.0.128 and the boot file tramp.',
      'It read tramp by TFTP, 50 B.',
      'The rule debian gives it Debian-12-netboot.',
      'initrd.gz broke off after 7.3 MB of 41 MB: it took nothing more. Its cable, a switch or its power may be out.',
    ])
  })

  it('is taken for gone on twenty seconds after that: no loader takes up again what was cut', () => {
    const cut = at(facts, 74_000)
    expect(readSilence(cut, 93_000, cut.lastAt ?? 0, nothingAway)).toBeUndefined()
    expect(readSilence(cut, 94_000, cut.lastAt ?? 0, nothingAway)).toMatchObject({ stage: 'image' })
    expect(progressOf(at(facts, 95_000), 95_000, 1)).not.toHaveProperty('files')
  })
})

it('iPXE whose cable was out for five seconds goes on, and is never taken for silent', () => {
  const facts = boot('cable-out-and-in-again').filter(({ at: when }) => when < 50_000)
  for (let now = 1_000; now < 50_000; now += 1_000) {
    const host = at(facts, now)
    expect(readSilence(host, now, host.lastAt ?? 0, nothingAway)).toBeUndefined()
    expect(progressOf(host, now, 1)).not.toHaveProperty('stuckSince')
  }
})

describe('OVMF whose cable was pulled in the middle of its loader', () => {
  const facts = boot('cable-out-in-loader')

  it('says how far the loader came, and has gone on soon after', () => {
    expect(chain(facts, 60_000)).toEqual([
      'DHCP gave it 10.152.0.128 and the boot file snponly.efi.',
      'Its read of snponly.efi by TFTP broke off after 126 kB: The client no longer answers.',
    ])
    const failed = at(facts, 60_000)
    const gone = readSilence(failed, (failed.lastAt ?? 0) + 15_000, failed.lastAt ?? 0, nothingAway)
    expect(gone).toMatchObject({ stage: 'loader' })
    expect(gone?.message).not.toContain('went out whole')
  })
})

it('OVMF whose iPXE got no address is not blamed on Secure Boot: DHCP was pulled after its loader', () => {
  const facts = boot('dhcp-pulled-after-loader')
  expect(chain(facts, 60_000)).toEqual([
    'DHCP gave it 10.153.0.128 and the boot file snponly.efi.',
    'It read snponly.efi by TFTP, 174 kB.',
    'The DHCP server was unplugged.',
    'Silent for 46 s; it never took its own address. The DHCP server was unplugged. It has probably gone on to its next boot device. (confidence: medium)',
  ])
  expect(at(facts, 60_000).networkTrack.map(({ id, state }) => `${id} ${state}`)).toEqual(
    expect.arrayContaining(['loader done', 'waiter failed', 'rules skipped']),
  )
})
