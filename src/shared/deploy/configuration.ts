import type { HostProfile } from '../document/schema.ts'
import type { Answers } from '../document/index.ts'

/** What a running host is set to, by option name. Scripts set options of the same list. */
export type Configuration = Readonly<Record<string, string>>

/** Names where a host sends its log. */
export const logHostOption = 'Syslog.global.logHost'

/** Options that a host profile sets; that of the log is the real name, the others are ours. */
const options = {
  hostName: 'hostName',
  address: 'managementAddress',
  ntp: 'ntp',
  dns: 'dns',
  syslog: logHostOption,
  dumpCollector: 'dumpCollector',
  user: 'user.',
} as const

const filled = (entries: readonly (readonly [string, string])[]): Configuration =>
  Object.fromEntries(entries.filter(([, value]) => value !== ''))

/** What a host is set to by the profile and its answers; what the profile leaves open is not there. */
export const configurationOf = (
  { settings }: Pick<HostProfile, 'settings'>,
  answers: Answers = {},
): Configuration => {
  const { ntp, dns, syslog, dumpCollector = '', users = [] } = settings
  return filled([
    [options.hostName, settings.hostName === 'perHost' ? (answers.hostName ?? '') : ''],
    [options.address, settings.managementAddress === 'perHost' ? (answers.address ?? '') : ''],
    [options.ntp, ntp.join(',')],
    [options.dns, dns.join(',')],
    [options.syslog, syslog],
    [options.dumpCollector, dumpCollector],
    ...users.map(({ name, passwordHash }) => [`${options.user}${name}`, passwordHash] as const),
  ])
}

const list = (text: string | undefined): string[] =>
  (text ?? '').split(',').filter((each) => each !== '')

/** The settings of a profile that would set a host as this one is: what a reference host gives. */
export const settingsFrom = (configuration: Configuration): HostProfile['settings'] => {
  const { [options.dumpCollector]: dumpCollector } = configuration
  const users = Object.entries(configuration).flatMap(([name, passwordHash]) =>
    name.startsWith(options.user) ? [{ name: name.slice(options.user.length), passwordHash }] : [],
  )
  return {
    ntp: list(configuration[options.ntp]),
    dns: list(configuration[options.dns]),
    syslog: configuration[options.syslog] ?? '',
    ...(configuration[options.hostName] !== undefined && { hostName: 'perHost' as const }),
    ...(configuration[options.address] !== undefined && { managementAddress: 'perHost' as const }),
    ...(dumpCollector !== undefined && { dumpCollector }),
    ...(users.length > 0 && { users }),
  }
}

/** A password hash is not for reading out. */
const shown = (name: string, value: string): string =>
  name.startsWith(options.user) ? 'another hash' : `"${value}"`

/** One sentence for each option that a host has otherwise than it should. */
export const configurationDrift = (
  expected: Configuration,
  found: Configuration,
): readonly string[] =>
  Object.entries(expected).flatMap(([name, value]) => {
    const now = found[name]
    if (now === value) return []
    if (now === undefined) return [`${name} is not set; the host profile sets it.`]
    return [`${name} is ${shown(name, now)}; the host profile sets ${shown(name, value)}.`]
  })
