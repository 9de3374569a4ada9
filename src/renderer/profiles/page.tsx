import type { HostProfile, LabDocument } from '../../shared/document/schema.ts'
import type { HostView } from '../../shared/host/index.ts'
import { goTo } from '../app/route.ts'
import { useLab } from '../client/react.tsx'
import { useStrings, type Strings } from '../strings/index.tsx'
import { Page } from '../ui/page.tsx'
import { Pill } from '../ui/pill.tsx'
import { HostAnswers } from './host-answers.tsx'
import { NewProfile } from './new-profile.tsx'
import { ProfileEditor } from './profile-editor.tsx'
import { ScriptBundles } from './script-bundles.tsx'
import styles from './profiles.module.css'

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
      <ProfileEditor profile={profile} />
      <HostAnswers profile={profile} />
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
        <NewProfile />
        <ScriptBundles />
      </div>
    </Page>
  )
}
