import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { App } from '../../src/main/app.ts'
import type { LabDocument } from '../../src/shared/document/index.ts'
import { withDemoLab } from '../lessons/demo-lab.ts'

const quick = (document: LabDocument): LabDocument => ({ ...document, speed: 20 })

const withLogHost =
  (logHost: (server: string) => string) =>
  (document: LabDocument): LabDocument => ({
    ...quick(document),
    hostProfiles: document.hostProfiles.map((profile) => ({
      ...profile,
      settings: { ...profile.settings, syslog: logHost(document.network.server) },
    })),
  })

const logOf = (app: App) => {
  const client = createRouterClient(app.router)
  return async (host: string) =>
    (await client.logs.read({ sender: host, last: 1000 })).map(
      ({ severity, program, text }) => `${severity} ${program}: ${text}`,
    )
}
const patience = { timeout: 30_000, interval: 300 }

describe('a simulated host whose profile names a log host', () => {
  it('sends what it does over its own socket; it is there when the power is gone', () =>
    withDemoLab(async (app) => {
      const log = logOf(app)
      await app.hosts.powerOn(['esx-01'])
      await expect
        .poll(() => log('esx-01'), patience)
        .toEqual(
          expect.arrayContaining([
            expect.stringMatching(/^info vmkboot: Verified .* \(sha256\)$/),
            expect.stringMatching(/^info hostd: Host is up at 127\./),
            expect.stringMatching(/^info vmkernel: Image Reference-1.0-standard written/),
            'info hostd: vCenter applied the host profile Stateless caching.',
            'info hostd: Maintenance mode left.',
            'info vpxa: Auto Deploy brought this host to vCenter.',
          ]),
        )
      const before = await log('esx-01')
      await app.hosts.powerOff(['esx-01'])
      expect(await log('esx-01')).toEqual(before)
      const began = await app.journal.read({ after: 0, limit: 1000, types: ['syslog.began'] })
      expect(began.map(({ fact }) => fact)).toMatchObject([{ host: 'esx-01', carrier: 'udp' }])
    }, quick))

  it('uses TCP where its profile says so', () =>
    withDemoLab(
      async (app) => {
        await app.hosts.powerOn(['esx-01'])
        const log = logOf(app)
        await expect
          .poll(() => log('esx-01'), patience)
          .toContainEqual(expect.stringMatching(/^info hostd: Host is up at/))
        const began = await app.journal.read({ after: 0, limit: 1000, types: ['syslog.began'] })
        expect(began.map(({ fact }) => fact)).toMatchObject([{ host: 'esx-01', carrier: 'tcp' }])
      },
      withLogHost((server) => `tcp://${server}:1514`),
    ))

  it('keeps in its memory what it cannot send: it comes with an address, or is lost with the power', () =>
    withDemoLab(async (app) => {
      const log = logOf(app)
      const alone = async () =>
        (await log('esx-01')).filter((line) => line.includes('up without an address')).length
      const ups = async () =>
        (await app.journal.read({ after: 0, limit: 1000, host: 'esx-01', types: ['esxi.up'] }))
          .length
      await app.hosts.powerOn(['esx-01'])
      await expect
        .poll(() => log('esx-01'), patience)
        .toContainEqual(expect.stringContaining('Auto Deploy brought this host'))
      await app.hosts.unplug(['esx-01'], 'uplink')
      await app.hosts.reboot(['esx-01'])
      await expect.poll(ups, patience).toBe(2)
      // It is up, and its log is gone with this restart.
      await app.hosts.reboot(['esx-01'])
      await expect.poll(ups, patience).toBe(3)
      expect(await alone()).toBe(0)
      await app.hosts.plugIn(['esx-01'], 'uplink')
      await expect
        .poll(() => log('esx-01'), patience)
        .toContainEqual(expect.stringMatching(/^info hostd: Management address 127\./))
      expect(await alone()).toBe(1)
    }, quick))

  it('sends nothing where its profile names none', () =>
    withDemoLab(
      async (app) => {
        await app.hosts.powerOn(['esx-01'])
        await expect
          .poll(
            async () =>
              (await app.journal.read({ after: 0, limit: 1000, types: ['vcenter.hostConnected'] }))
                .length,
            patience,
          )
          .toBe(1)
        expect(await logOf(app)('esx-01')).toEqual([])
      },
      withLogHost(() => ''),
    ))
})
