import { commaList } from '../../shared/base/index.ts'
import { hostProfile, type HostProfile } from '../../shared/document/schema.ts'

/** A host profile as it is typed: every field a text or a switch. */
export type ProfileDraft = {
  readonly systemImageCache: HostProfile['systemImageCache']
  readonly firstDisk: string
  readonly overwriteVmfs: boolean
  readonly ignoreSsd: boolean
  readonly hostName: 'dhcp' | 'perHost'
  readonly managementAddress: 'dhcp' | 'perHost'
  readonly ntp: string
  readonly dns: string
  readonly syslog: string
  readonly dumpCollector: string
  readonly users: string
}

export const draftOf = (profile: HostProfile): ProfileDraft => {
  const { settings } = profile
  return {
    systemImageCache: profile.systemImageCache,
    firstDisk: profile.firstDisk ?? '',
    overwriteVmfs: profile.overwriteVmfs ?? false,
    ignoreSsd: profile.ignoreSsd ?? false,
    hostName: settings.hostName ?? 'dhcp',
    managementAddress: settings.managementAddress ?? 'dhcp',
    ntp: settings.ntp.join(', '),
    dns: settings.dns.join(', '),
    syslog: settings.syslog,
    dumpCollector: settings.dumpCollector ?? '',
    users: (settings.users ?? []).map((user) => `${user.name} ${user.passwordHash}`).join('\n'),
  }
}

const usersOf = (text: string): readonly { name: string; passwordHash: string }[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', passwordHash = ''] = line.split(/\s+/)
      return { name, passwordHash }
    })

/** What a draft comes to: a profile, or the first thing that is wrong with it and its place. */
export type ReadDraft =
  | { readonly kind: 'profile'; readonly profile: HostProfile }
  | { readonly kind: 'wrong'; readonly place: string; readonly message: string }

export const readDraft = (name: string, draft: ProfileDraft): ReadDraft => {
  const users = usersOf(draft.users)
  const read = hostProfile.safeParse({
    name,
    systemImageCache: draft.systemImageCache,
    ...(draft.firstDisk.trim() !== '' && { firstDisk: draft.firstDisk.trim() }),
    ...(draft.overwriteVmfs && { overwriteVmfs: true }),
    ...(draft.ignoreSsd && { ignoreSsd: true }),
    settings: {
      ntp: commaList(draft.ntp),
      dns: commaList(draft.dns),
      syslog: draft.syslog.trim(),
      ...(draft.hostName === 'perHost' && { hostName: 'perHost' }),
      ...(draft.managementAddress === 'perHost' && { managementAddress: 'perHost' }),
      ...(draft.dumpCollector.trim() !== '' && { dumpCollector: draft.dumpCollector.trim() }),
      ...(users.length > 0 && { users }),
    },
  })
  if (read.success) return { kind: 'profile', profile: read.data }
  const [issue] = read.error.issues
  return {
    kind: 'wrong',
    place: String(issue?.path.at(1) ?? ''),
    message: issue?.message ?? '',
  }
}
