import { useMemo } from 'react'
import type { HostView } from '../../shared/host/index.ts'
import { placeOf } from '../place/mention.tsx'
import { goTo, usePlace } from '../place/route.ts'
import { useLab } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings, type Strings } from '../strings/index.tsx'
import { useMemory } from '../ui/memory.ts'
import { Page } from '../ui/page.tsx'
import { Pill } from '../ui/pill.tsx'
import { Table } from '../ui/table/table.tsx'
import { HostAnswers } from './host-answers.tsx'
import { columnsOf, rowsOf, type ProfileRow } from './columns.tsx'
import { NewProfile } from './new-profile.tsx'
import { ProfileEditor, typedProfiles } from './profile-editor.tsx'
import { ScriptBundles } from './script-bundles.tsx'
import styles from './profiles.module.css'

const compliancePill = (host: HostView, { compliance }: Strings) => (
  <Pill
    tone={host.compliance === 'compliant' ? 'ok' : host.compliance === 'unknown' ? 'mute' : 'cache'}
    glyph={host.compliance === 'compliant' ? 'ok' : host.compliance === 'unknown' ? 'skip' : 'warn'}
  >
    {compliance[host.compliance]}
  </Pill>
)

const HostsWith = ({ hosts }: Pick<ProfileRow, 'hosts'>) => {
  const strings = useStrings()
  if (hosts.length === 0) return <p className={styles.quiet}>{strings.profiles.noHosts}</p>
  return (
    <ul className={styles.hosts}>
      {hosts.map((host) => (
        <li key={host.id}>
          <button type="button" onClick={() => goTo(placeOf.host(host.id))}>
            {host.id}
          </button>
          {compliancePill(host, strings)}
          <span className={styles.quiet}>
            {host.complianceFailures.map(strings.phrase).join(' ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** One host profile, to be changed, with the hosts that have it. */
const Profile = ({ profile, hosts }: Pick<ProfileRow, 'profile' | 'hosts'>) => {
  const { profiles } = useStrings()
  return (
    <article className={styles.profile}>
      <h2>{profile.name}</h2>
      <ProfileEditor profile={profile} />
      <HostAnswers profile={profile} hosts={hosts} />
      <h3>{profiles.hosts}</h3>
      <HostsWith hosts={hosts} />
    </article>
  )
}

const rowKey = ({ profile }: ProfileRow): string => profile.name

/** The host profiles of the lab: what they set, who gives them, and which hosts comply. */
export const ProfilesPage = () => {
  const strings = useStrings()
  const document = useLab((lab) => lab.state.document)
  const hosts = useLab((lab) => lab.view.hosts)
  const rows = useMemo(() => rowsOf(document, hosts.values()), [document, hosts])
  const unsaved = useMemory(typedProfiles)
  const columns = useMemo(() => columnsOf(strings, unsaved), [strings, unsaved])
  const item = usePlace().item ?? rows[0]?.profile.name
  const row = rows.find(({ profile }) => profile.name === item)
  return (
    <Page title={strings.pages.profiles} lead={strings.profiles.lead}>
      <div className={styles.page}>
        <Table
          name="profiles"
          label={strings.pages.profiles}
          rows={rows}
          columns={columns}
          rowKey={rowKey}
          chosen={item}
          onChoose={(name) => goTo(placeOf.profile(name))}
          empty={strings.profiles.empty}
        />
        <div className={styles.profiles}>
          {row !== undefined && <Profile key={row.profile.name} {...row} />}
          {row === undefined && item !== undefined && (
            <p className={styles.quiet}>{strings.profiles.unknown(item)}</p>
          )}
          <div className={styles.others}>
            <Work>
              <NewProfile />
            </Work>
            <ScriptBundles />
          </div>
        </div>
      </div>
    </Page>
  )
}
