import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Recorded } from '../../src/shared/facts/index.ts'
import { aboutHost, drive } from '../host/ways.ts'
import { recordedRun } from '../renderer/recorded-run.ts'
import { isSettled, startRig, type Rig } from './rig.ts'

const folder = fileURLToPath(new URL('../fixtures/runs/', import.meta.url))
const file = `${folder}auto-deploy-outage.jsonl`
const hosts = ['esx-01', 'esx-02'] as const

/** `UPDATE_RUNS=1` writes the run as the new fixture. */
const keep = ({ facts, folder: labFolder }: Rig) => {
  mkdirSync(folder, { recursive: true })
  const lines = facts().map((fact) => `${JSON.stringify(fact)}\n`)
  writeFileSync(file, lines.join('').replaceAll(labFolder, '/lab'))
}

describe('the outage of the Auto Deploy server', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig('127.114', { 'esx-01': {}, 'esx-02': { firmware: 'bios' } })
  })
  afterAll(() => rig.stop())

  it('runs through the states of the recorded run', async () => {
    const { hosts: switches, plugs, vcenter } = rig.app
    await switches.powerOn(hosts)
    for (const id of hosts) await rig.untilHost(id, isSettled)
    await plugs.pull('autoDeploy')
    await switches.reboot(hosts)
    for (const id of hosts) {
      await rig.untilHost(
        id,
        ({ source, state, connection }) =>
          source === 'cache' && state === 'running' && connection === 'notResponding',
      )
      await vcenter.reconnect(id)
    }
    await plugs.restore('autoDeploy')
    await switches.reboot(hosts)
    for (const id of hosts)
      await rig.untilHost(id, (host) => isSettled(host) && !host.bootedFromCache)
    await switches.powerOff(hosts)

    if (process.env['UPDATE_RUNS'] === '1') keep(rig)
    for (const id of hosts) {
      const boots = (facts: readonly Recorded[]) =>
        drive(aboutHost(facts, id)).map((standing) => standing.split(' ')[0])
      const distinct = (states: readonly (string | undefined)[]) =>
        states.filter((state, index) => state !== states[index - 1])
      expect(distinct(boots(rig.facts()))).toEqual(distinct(boots(recordedRun())))
    }
  })
})
