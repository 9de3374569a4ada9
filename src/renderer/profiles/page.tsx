import { Select } from '@mantine/core'
import type { HostProfile, LabDocument } from '../../shared/document/schema.ts'
import type { HostView } from '../../shared/host/index.ts'
import { goTo } from '../app/route.ts'
import { useActions } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { useStrings, type Strings } from '../strings/index.tsx'
import { Page } from '../ui/page.tsx'
import { Pill } from '../ui/pill.tsx'
import styles from './profiles.module.css'

const modes = [
  'none',
  'statelessCaching',
  'statelessCachingUsb',
  'statefulInstall',
  'statefulInstallUsb',
] as const

/** Which rules and clusters give a profile. */
const giversOf = (
  document: LabDocument,
  name: string,
  { profiles }: Strings,
): readonly string[] => [
  ...document.rules.defined
    .filter(({ items }) => items.some((item) => item.kind === 'hostProfile' && item.name === name))
    .map((rule) => profiles.rule(rule.name)),
  ...document.clusters
    .filter(({ hostProfile }) => hostProfile === name)
    .map((cluster) => profiles.cluster(cluster.name)),
]

const withMode = (
  document: LabDocument,
  name: string,
  systemImageCache: HostProfile['systemImageCache'],
): LabDocument => ({
  ...document,
  hostProfiles: document.hostProfiles.map((profile) =>
    profile.name === name ? { ...profile, systemImageCache } : profile,
  ),
})

const Caching = ({ profile }: { readonly profile: HostProfile }) => {
  const { profiles } = useStrings()
  const document = useLab((lab) => lab.state.document)
  const { edit } = useActions()
  const onChange = (value: string | null) => {
    const mode = modes.find((candidate) => candidate === value)
    if (mode === undefined || mode === profile.systemImageCache) return
    edit({
      kind: 'replace',
      document: withMode(document, profile.name, mode),
      summary: profiles.changed(profile.name, profiles.modes[mode]),
    })
  }
  return (
    <Select
      className={styles.select}
      label={profiles.caching}
      description={profiles.notYet}
      data={modes.map((value) => ({ value, label: profiles.modes[value] }))}
      value={profile.systemImageCache}
      allowDeselect={false}
      onChange={onChange}
    />
  )
}

const compliancePill = (host: HostView, { compliance }: Strings) => (
  <Pill
    tone={host.compliance === 'compliant' ? 'ok' : host.compliance === 'unknown' ? 'mute' : 'cache'}
    glyph={host.compliance === 'compliant' ? 'ok' : host.compliance === 'unknown' ? 'skip' : 'warn'}
  >
    {compliance[host.compliance]}
  </Pill>
)

const HostsWith = ({ name }: { readonly name: string }) => {
  const strings = useStrings()
  const views = useLab((lab) => lab.view.hosts)
  const hosts = [...views.values()].filter((host) => host.association?.hostProfile === name)
  if (hosts.length === 0) return <p className={styles.quiet}>{strings.profiles.noHosts}</p>
  return (
    <ul className={styles.hosts}>
      {hosts.map((host) => (
        <li key={host.id}>
          <button type="button" onClick={() => goTo({ page: 'hosts', host: host.id })}>
            {host.id}
          </button>
          {compliancePill(host, strings)}
          <span className={styles.quiet}>{host.complianceFailures.join(' ')}</span>
        </li>
      ))}
    </ul>
  )
}

const settingsOf = ({ settings }: HostProfile): readonly (readonly [string, string])[] =>
  [
    ['NTP', settings.ntp.join(', ')] as const,
    ['DNS', settings.dns.join(', ')] as const,
    ['syslog', settings.syslog] as const,
  ].filter(([, value]) => value !== '')

const Profile = ({ profile }: { readonly profile: HostProfile }) => {
  const strings = useStrings()
  const { profiles } = strings
  const document = useLab((lab) => lab.state.document)
  const givers = giversOf(document, profile.name, strings)
  return (
    <article className={styles.profile}>
      <h2>{profile.name}</h2>
      <p className={styles.quiet}>
        {profiles.usedBy}: {givers.length === 0 ? profiles.nobody : givers.join(', ')}
      </p>
      <Caching profile={profile} />
      <h3>{profiles.settings}</h3>
      <dl className={styles.pairs}>
        {settingsOf(profile).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{profiles.hosts}</h3>
      <HostsWith name={profile.name} />
    </article>
  )
}

/** The host profiles of the lab: what they set, who gives them, and which hosts comply. */
export const ProfilesPage = () => {
  const strings = useStrings()
  const profiles = useLab((lab) => lab.state.document.hostProfiles)
  return (
    <Page title={strings.pages.profiles} lead={strings.profiles.lead}>
      <div className={styles.profiles}>
        {profiles.length === 0 && <p className={styles.quiet}>{strings.profiles.empty}</p>}
        {profiles.map((profile) => (
          <Profile key={profile.name} profile={profile} />
        ))}
      </div>
    </Page>
  )
}
