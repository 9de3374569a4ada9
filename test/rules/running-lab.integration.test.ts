import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/main/app.ts'
import { claimFreeSubnet, type ClaimedSubnet } from '../../src/main/cli/free-lab.ts'
import { demoLab, openLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import type { Fact, FactOf, FactType, Recorded } from '../../src/shared/facts/index.ts'

const hostsWorker = new URL('../../src/main/hosts/simulated/worker.ts', import.meta.url)

describe('rules in a running lab', () => {
  let app: App
  let folder: string
  let claimed: ClaimedSubnet
  const seen: Recorded[] = []
  let wake = (): void => {}

  /** The first fact of the type about the host after `after`. */
  const fact = async <T extends FactType>(
    type: T,
    host: string,
    after = 0,
  ): Promise<{ seq: number; fact: FactOf<T> }> => {
    const isIt = (each: Fact): each is FactOf<T> =>
      each.type === type && 'host' in each && each.host === host
    for (;;) {
      for (const { seq, fact: found } of seen)
        if (seq > after && isIt(found)) return { seq, fact: found }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const script = async (text: string): Promise<readonly string[]> => {
    const { lines, errors } = await app.rules.run({ script: text })
    const shown = lines.map((line) => line.text)
    expect({ errors, shown }).toMatchObject({ errors: 0 })
    return shown
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-rules-'))
    claimed = await claimFreeSubnet(await readLabFile(demoLab))
    app = await openLab({
      folder,
      initial: { ...claimed.document, speed: 50 },
      clock: createSystemClock(),
      hostsWorker,
      platform: 'browser',
      onUnexpected: (error) => {
        throw error
      },
    })
    app.journal.subscribe((facts) => {
      seen.push(...facts)
      wake()
    })
  })
  afterAll(async () => {
    await app.stop()
    await claimed[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  it('boot a host with just what preview and explanation say', async () => {
    const patterns = ['vendor==Dell Inc.', 'model==PowerEdge R630']
    const preview = await app.rules.preview({ patterns })
    expect(preview).toMatchObject({ hosts: ['esx-04'], problems: [] })
    const pattern = patterns.map((text) => `'${text}'`).join(', ')
    await script(`New-Cluster 'Old rack' | Out-Null
      New-DeployRule old -Item 'Old rack' -Pattern ${pattern} | Add-DeployRule -At 0 | Out-Null`)
    const [why, other] = await Promise.all(
      ['esx-04', 'esx-01'].map((host) => app.rules.explain({ set: 'active', host })),
    )
    await app.hosts.powerOn(['esx-04', 'esx-01'])
    const decided = await fact('rules.decided', 'esx-04')
    expect(decided.fact).toMatchObject({ from: 'rules', ...why?.decided })
    expect((await fact('rules.decided', 'esx-01')).fact).toMatchObject({ ...other?.decided })
    expect((await fact('vcenter.hostAdded', 'esx-04')).fact.cluster).toBe('Old rack')
    const { fact: booted } = await fact('kernel.started', 'esx-04')
    expect(booted.imageProfile).toBe(why?.decided.association.imageProfile)
  })

  it('move a repaired host at once and change its image at its next boot', async () => {
    const connected = await fact('vcenter.hostConnected', 'esx-04')
    await fact('vcenter.complianceChecked', 'esx-04', connected.seq)
    const { seq } = seen.at(-1) ?? { seq: 0 }
    await script(`New-EsxImageProfile Reference-1.0-standard 'Second image' | Out-Null
      Copy-DeployRule old -ReplaceItem 'Rack A', 'Second image' | Out-Null
      Test-DeployRuleSetCompliance esx-04 | Repair-DeployRuleSetCompliance`)
    await fact('vcenter.hostMoved', 'esx-04', seq)
    expect(await script('(Get-VMHost esx-04).Parent')).toEqual(['Rack A'])

    await script('Restart-VMHost esx-04 -Force | Out-Null')
    const { fact: started } = await fact('kernel.started', 'esx-04', seq)
    expect(started.imageProfile).toBe('Second image')
    const [first, second] = await app.rules.boots({ host: 'esx-04' })
    expect([first?.from, second?.from]).toEqual(['rules', 'association'])
    expect([first?.set[0]?.items.length, second?.set[0]?.items.length]).toEqual([1, 2])
  })

  it('say that they cannot be asked while the plug is out', async () => {
    await app.plugs.pull('rules')
    const { lines, errors } = await app.rules.run({ script: 'Get-DeployRule' })
    expect(errors).toBe(1)
    expect(lines[0]?.text).toContain('does not answer')
    await app.plugs.restore('rules')
    expect(await script('(Get-DeployRule old).Name')).toEqual(['old'])
  })
})
