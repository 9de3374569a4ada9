import { describe, expect, it } from 'vitest'
import { draftOf, readDraft } from '../../../src/renderer/profiles/profile-form.ts'
import { hostProfile } from '../../../src/shared/document/schema.ts'

const hash = `$6$salt$${'a'.repeat(86)}`
const whole = hostProfile.parse({
  name: 'P',
  systemImageCache: 'statelessCaching',
  firstDisk: 'mptsas,local',
  overwriteVmfs: true,
  settings: {
    ntp: ['10.0.0.1', 'ntp.lab'],
    syslog: 'udp://10.0.0.2:514',
    hostName: 'perHost',
    dumpCollector: '10.0.0.3:6500',
    users: [{ name: 'root', passwordHash: hash }],
  },
})

describe('a host profile in a form', () => {
  it.each([
    ['full', whole],
    ['empty', hostProfile.parse({ name: 'P' })],
  ])('that is %s comes out as it went in', (_title, profile) => {
    expect(readDraft('P', draftOf(profile))).toEqual({ kind: 'profile', profile })
  })

  it('says what is wrong and where', () => {
    expect(readDraft('P', { ...draftOf(whole), users: 'root secret' })).toMatchObject({
      kind: 'wrong',
      place: 'users',
    })
  })

  it('passes over blanks and empty lines', () => {
    const typed = { ...draftOf(whole), ntp: ' a ,, b ', users: `\n root   ${hash} \n` }
    const read = readDraft('P', typed)
    expect(read).toMatchObject({ kind: 'profile', profile: { settings: { ntp: ['a', 'b'] } } })
  })
})
