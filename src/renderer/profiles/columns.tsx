import { profileOf } from '../../shared/deploy/index.ts'
import type { HostProfile, LabDocument } from '../../shared/document/schema.ts'
import type { HostView } from '../../shared/host/index.ts'
import { RuleMentions } from '../place/mention.tsx'
import type { Strings } from '../strings/index.tsx'
import { Pill } from '../ui/pill.tsx'
import type { Column } from '../ui/table/model.ts'

/** A host profile with who gives it and who has it. */
export type ProfileRow = {
  readonly profile: HostProfile
  readonly rules: readonly string[]
  readonly clusters: readonly string[]
  /** Held to it, be it given to them by a rule or by their cluster. */
  readonly hosts: readonly HostView[]
}

const rowOf = (
  profile: HostProfile,
  document: LabDocument,
  hosts: readonly HostView[],
): ProfileRow => {
  const { name } = profile
  return {
    profile,
    hosts,
    rules: document.rules.defined
      .filter(({ items }) =>
        items.some((item) => item.kind === 'hostProfile' && item.name === name),
      )
      .map((rule) => rule.name),
    clusters: document.clusters
      .filter(({ hostProfile }) => hostProfile === name)
      .map((cluster) => cluster.name),
  }
}

/** All host profiles of the lab, as the table shows them. */
export const rowsOf = (document: LabDocument, hosts: Iterable<HostView>): readonly ProfileRow[] => {
  const byProfile = Map.groupBy(hosts, ({ association = {} }) => profileOf(document, association))
  return document.hostProfiles.map((profile) =>
    rowOf(profile, document, byProfile.get(profile) ?? []),
  )
}

/** `unsaved`: profiles with changes that are not saved. */
export const columnsOf = (
  { profiles, rules }: Strings,
  unsaved: Pick<ReadonlySet<string>, 'has'>,
): readonly Column<ProfileRow>[] => {
  const { columns, modes } = profiles
  return [
    {
      id: 'name',
      label: columns.name,
      width: 260,
      value: ({ profile }) => profile.name,
      render: ({ profile }) => (
        <>
          {profile.name}{' '}
          {unsaved.has(profile.name) && (
            <Pill tone="cache" glyph="dot">
              {rules.editor.unsaved}
            </Pill>
          )}
        </>
      ),
    },
    {
      id: 'mode',
      label: columns.mode,
      width: 300,
      value: ({ profile }) => modes[profile.systemImageCache],
    },
    {
      id: 'rules',
      label: columns.rules,
      width: 200,
      value: (row) => row.rules.join(', '),
      render: (row) => <RuleMentions names={row.rules} />,
    },
    {
      id: 'clusters',
      label: columns.clusters,
      width: 160,
      value: ({ clusters }) => clusters.join(', '),
    },
    {
      id: 'hosts',
      label: columns.hosts,
      width: 90,
      numeric: true,
      value: ({ hosts }) => hosts.length,
    },
    {
      id: 'compliant',
      label: columns.compliant,
      width: 110,
      numeric: true,
      value: ({ hosts }) => hosts.filter(({ compliance }) => compliance === 'compliant').length,
    },
  ]
}
