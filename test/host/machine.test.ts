import { describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import type { Fact } from '../../src/shared/facts/index.ts'
import { chartStateOf, hostMachine } from '../../src/shared/host/index.ts'
import { told, seen, record } from './facts.ts'
import { step } from './ways.ts'

const end = (facts: readonly Fact[]): string => step(record(facts)).at(-1)?.split(' ')[0] ?? ''
const started = [told.poweredOn(), told.deviceTried()]

describe('hostMachine', () => {
  it('has the boot states of the view as its leaves', () => {
    const { boot } = hostMachine.states
    const leaves = Object.values(boot?.states ?? {}).flatMap((state) => {
      const inner = Object.keys(state.states)
      return inner.length === 0 ? [state.key] : inner.map((key) => `${state.key}.${key}`)
    })
    expect(leaves.toSorted()).toEqual(
      [
        'off',
        'firmware',
        'network.dhcp',
        'network.loader',
        'network.ipxe',
        'network.tramp',
        'network.register',
        'network.image',
        'noImage',
        'disk',
        'noBootDevice',
        'hung',
        'kernel',
        'running',
      ].toSorted(),
    )
  })

  it('returns to firmware when a device fails, and counts devices', () => {
    const actor = createActor(hostMachine).start()
    for (const fact of [...started, told.networkFailed()]) actor.send(fact)
    expect(chartStateOf(actor.getSnapshot())).toMatchObject({ state: 'firmware', devicesTried: 1 })
    actor.send(told.deviceTried({ device: 'disk', position: 2 }))
    actor.send(told.imageRejected())
    expect(chartStateOf(actor.getSnapshot())).toMatchObject({ state: 'firmware', devicesTried: 2 })
    actor.send(told.noBootDevice())
    expect(chartStateOf(actor.getSnapshot()).state).toBe('noBootDevice')
  })

  it.each([
    [
      'hangs for good when mboot dies',
      [
        told.addressed(),
        told.ipxeStarted(),
        told.ipxeAddressed(),
        told.trampReceived(),
        told.bootScriptReceived(),
        told.hung(),
        told.networkFailed(),
      ],
      'hung',
    ],
    [
      'waits at the no-image screen',
      [
        told.addressed(),
        told.ipxeStarted(),
        told.ipxeAddressed(),
        told.trampReceived(),
        told.noImageScreen(),
      ],
      'noImage',
    ],
    [
      'restarts from the no-image screen',
      [
        told.addressed(),
        told.ipxeStarted(),
        told.ipxeAddressed(),
        told.trampReceived(),
        told.noImageScreen(),
        told.rebooted({ by: 'noImageScreen' }),
      ],
      'firmware',
    ],
    ['is off at any moment', [told.addressed(), told.ipxeStarted(), told.poweredOff()], 'off'],
  ])('%s', (_title, facts, state) => {
    expect(end([...started, ...facts])).toBe(state)
  })

  it('takes a simulated host’s own word over what the services saw', () => {
    expect(end([...started, seen.acknowledged(), seen.trampServed(), seen.imageServed()])).toBe(
      'network.dhcp',
    )
  })
})

describe('hostMachine of a physical host', () => {
  it.each([
    [
      'is addressed when it asks for a loader',
      [seen.discovered(), seen.loaderRequested()],
      'network.loader',
    ],
    ['has iPXE running when iPXE asks for an address', [seen.ipxeDiscovered()], 'network.ipxe'],
    [
      'has iPXE running when gPXE does, which became iPXE',
      [seen.ipxeDiscovered({ userClass: 'gPXE' })],
      'network.ipxe',
    ],
    [
      'stays in iPXE while it asks again',
      [seen.ipxeDiscovered(), seen.ipxeDiscovered()],
      'network.ipxe',
    ],
    ['reached the waiter when it got the tramp', [seen.trampServed()], 'network.register'],
    [
      'has a kernel when its whole image was served',
      [seen.imageAssigned(), seen.imageServed()],
      'kernel',
    ],
    ['runs when it reports', [seen.reported()], 'running'],
    [
      'started anew when firmware asks in a late state',
      [seen.reported(), seen.discovered()],
      'network.dhcp',
    ],
    [
      'has probably a cached system when a system asks after a silence',
      [seen.ipxeDiscovered(), told.fellSilent(), seen.systemDiscovered()],
      'kernel',
    ],
    ['keeps running when its system renews', [seen.reported(), seen.systemDiscovered()], 'running'],
    [
      'shows the no-image screen when there was none',
      [seen.registered(), seen.noImage()],
      'noImage',
    ],
    [
      'has gone on to the disk when it fell silent',
      [seen.ipxeDiscovered(), told.fellSilent()],
      'disk',
    ],
  ])('%s', (_title, facts, state) => {
    expect(end(facts)).toBe(state)
  })
})
