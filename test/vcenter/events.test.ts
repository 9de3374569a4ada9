import { describe, expect, it } from 'vitest'
import { eventOf } from '../../src/shared/vcenter/index.ts'

const host = 'esx-01'
const reason = { code: 'x', message: 'no disk' }

describe('eventOf', () => {
  it.each([
    [
      { type: 'vcenter.bootedFromCache', host, text: 'Host booted from stateless cache.' } as const,
      'com.vmware.vc.host.HostBootedFromStatelessCacheEvent',
      'Host booted from stateless cache.',
    ],
    [
      { type: 'vcenter.profileFailed', host, hostProfile: 'A', reason } as const,
      'com.vmware.vc.host.StatelessHPApplyPostBootFailed',
      'Host profile apply failed during stateless boot. Host is in Maintenance Mode. no disk',
    ],
    [
      { type: 'vcenter.connectFailed', host, by: 'admin', reason } as const,
      'vim.event.HostReconnectionFailedEvent',
      'Cannot reconnect host',
    ],
    [
      { type: 'vcenter.hostNotResponding', host } as const,
      'vim.event.HostConnectionLostEvent',
      'Host connection lost',
    ],
  ])('names the documented event of a fact (%#)', (fact, id, text) => {
    expect(eventOf(fact)).toEqual({ id, text, wording: 'documented' })
  })

  it('tells a host that cannot be added from a known one that cannot be reconnected', () => {
    const failed = { type: 'vcenter.connectFailed', host, by: 'autoDeploy', reason } as const
    expect(eventOf({ ...failed, isKnown: false })?.id).toBe('vim.event.HostAddFailedEvent')
    expect(eventOf({ ...failed, isKnown: true })?.id).toBe('vim.event.HostReconnectionFailedEvent')
  })

  it('says when the wording is ours', () => {
    const fact = { type: 'vcenter.hostDisconnected', host, by: 'admin' } as const
    expect(eventOf(fact)?.wording).toBe('ours')
  })

  it('says of no remediation that it failed during a boot', () => {
    const failed = { type: 'vcenter.profileFailed', host, hostProfile: 'A', reason } as const
    expect(eventOf({ ...failed, by: 'boot' })?.id).toBe(
      'com.vmware.vc.host.StatelessHPApplyPostBootFailed',
    )
    expect(eventOf({ ...failed, by: 'remediation' })).toBeUndefined()
  })

  it('has none for facts of the boot itself', () => {
    expect(eventOf({ type: 'ipxe.started', host })).toBeUndefined()
  })
})
