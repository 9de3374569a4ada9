import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { componentIds, type ComponentId } from '../../src/shared/base/index.ts'
import type { HostView, Prediction } from '../../src/shared/host/index.ts'
import { forecast, forecastCable } from '../../src/shared/lab/index.ts'
import { isSettled, startRig, type Rig } from './rig.ts'

const hosts = ['esx-01', 'esx-02', 'esx-03', 'esx-04'] as const

/** What a prediction says that the facts can show. */
const predicted = (prediction: Prediction) =>
  prediction.end === 'running'
    ? { end: prediction.end, source: prediction.source, failsAt: prediction.failsAt }
    : {
        end: prediction.end,
        source: undefined,
        failsAt: prediction.end === 'noBootDevice' ? prediction.failsAt : undefined,
      }
const seen = ({ state, source, boots }: HostView) => ({
  end: state,
  source,
  failsAt: boots.at(-1)?.failedAt,
})
const hasEnded = ({ state }: HostView): boolean =>
  ['running', 'noImage', 'noBootDevice', 'hung'].includes(state)

describe('the forecast', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig('127.116', {
      'esx-01': {},
      'esx-02': { bootOrder: ['network'], firmware: 'bios' },
      'esx-03': { vendor: 'Acme' },
      'esx-04': { diskMiB: 0 },
    })
    await rig.app.hosts.powerOn(hosts)
    for (const id of ['esx-01', 'esx-02', 'esx-04']) await rig.untilHost(id, isSettled)
  })
  afterAll(() => rig.stop())

  /** Starts the whole rack anew: each host ends as it was foretold. */
  const expectNextBoots = async (
    outlooks: readonly { readonly host: string; readonly nextBoot: Prediction }[],
  ) => {
    await rig.app.hosts.powerOff(hosts)
    await rig.app.hosts.powerOn(hosts)
    for (const { host, nextBoot } of outlooks) {
      const view = await rig.untilHost(host, hasEnded)
      expect({ host, ...seen(view) }).toEqual({ host, ...predicted(nextBoot) })
    }
  }

  it.each(componentIds)('for %s is what then comes about', async (component: ComponentId) => {
    const { app } = rig
    const outlooks = forecast(rig.view(), rig.document(), Date.now()).get(component) ?? []
    await app.plugs.pull(component)
    await expectNextBoots(outlooks)
    await app.plugs.restoreAll()
  })

  it('for the cable of each host is what then comes about', async () => {
    const { app } = rig
    const outlooks = hosts.flatMap(
      (id) => forecastCable(rig.view(), rig.document(), id, Date.now()) ?? [],
    )
    expect(outlooks).toHaveLength(hosts.length)
    await app.hosts.unplug(hosts, 'uplink')
    for (const { host, effect } of outlooks) {
      if (effect !== 'losesVCenter') continue
      await rig.untilHost(host, ({ connection }) => connection === 'notResponding')
    }
    await expectNextBoots(outlooks)
    await app.hosts.plugIn(hosts, 'uplink')
  })

  it('for hosts whose cables or disks are out is what then comes about', async () => {
    const { app } = rig
    await app.hosts.unplug(['esx-01'], 'disk')
    await app.hosts.unplug(['esx-02'], 'uplink')
    await rig.untilHost('esx-02', ({ link }) => link === 'down')
    const outlooks = forecast(rig.view(), rig.document(), Date.now()).get('waiter') ?? []
    await app.plugs.pull('waiter')
    await expectNextBoots(outlooks)
  })
})
