import { describe, expect, it } from 'vitest'
import { changeOf, draftOf } from '../../../src/renderer/hosts/host-draft.ts'
import { smallLab } from '../../document/small-lab.ts'

describe('the change of a host', () => {
  const host = smallLab.hosts[0]
  if (host === undefined) throw new Error('The lab has no host.')
  const draft = { ...draftOf(smallLab, host), diskMiB: 'much' }

  it('is not to be read while its disk is no number', () => {
    expect(changeOf(smallLab, host, draft, [])).toBeUndefined()
    expect(changeOf(smallLab, host, { ...draft, diskMiB: '4096' }, [])?.to.diskMiB).toBe(4096)
  })

  it('asks nothing of a disk that is not shown', () => {
    const made = changeOf(smallLab, { ...host, disks: [] }, draft, [])
    expect(made?.to.diskMiB).toBe(host.diskMiB)
  })
})
