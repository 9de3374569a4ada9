import type { ImageProfile } from '../../shared/document/index.ts'
import { acceptanceNames, bootOrderOf, imageSize } from '../../shared/image/index.ts'
import type {
  BootLoader,
  DepotSummary,
  ImageDifference,
  ImageSoftware,
  ImageVersion,
  PackageLine,
} from '../../shared/image/index.ts'
import { momentOf } from './moment.ts'
import { mebibytes } from './progress.ts'

/** What the `images` commands print, one thing a line. */

export const amountText = ({ files, bytes }: { files: number; bytes: number }): string =>
  `${files} files, ${mebibytes(bytes)}`

export const imageLine = (image: ImageProfile): string => {
  const { name, kind, version } = image
  const amount = amountText({ files: bootOrderOf(image).length, bytes: imageSize(image) })
  return `${name.padEnd(32)} ${kind.padEnd(5)} ${version.padEnd(16)} ${amount}`
}

export const loaderLine = (loader: BootLoader): string => {
  const { name, firmware, architecture, sha256, origin } = loader
  const signed = loader.signed ? 'signed' : ''
  return `${name.padEnd(20)} ${firmware} ${architecture.padEnd(7)} ${signed.padEnd(6)} ${sha256}  ${origin}`
}

export const depotLines = (depot: DepotSummary): readonly string[] => [
  `${depot.name}: ${depot.packages} packages, from ${depot.origin}`,
  ...depot.profiles.map((profile) => {
    const level = acceptanceNames[profile.acceptanceLevel]
    const also = profile.alsoIn.length === 0 ? '' : `, also in ${profile.alsoIn.join(', ')}`
    return `  ${profile.name} (${profile.vendor}, ${level}, ${profile.packages} packages${also})`
  }),
]

export const packageText = ({
  name,
  version,
  vendor,
  acceptanceLevel,
}: Pick<PackageLine, 'name' | 'version' | 'vendor' | 'acceptanceLevel'>): string =>
  `${name.padEnd(24)} ${version.padEnd(28)} ${vendor.padEnd(12)} ${acceptanceNames[acceptanceLevel]}`

export const softwareLines = ({ software, problems }: ImageSoftware): readonly string[] => [
  `${software.name}: ${software.vendor}, ${acceptanceNames[software.acceptanceLevel]}`,
  ...software.packages.map((one) => `  ${packageText(one)}`),
  ...problems.map((problem) => `! ${problem}`),
]

const short = (version: string, by: ImageDifference['by']): string =>
  by === 'files' ? version.slice(0, 12) : version

export const differenceLines = (difference: ImageDifference): readonly string[] => {
  const { by, added, removed, changed, same } = difference
  return [
    ...added.map(({ name, version }) => `+ ${name} ${short(version, by)}`),
    ...removed.map(({ name, version }) => `- ${name} ${short(version, by)}`),
    ...changed.map(({ name, from, to, newer }) => {
      const way = newer === undefined ? '' : newer ? ' (newer)' : ' (older)'
      return `~ ${name} ${short(from, by)} -> ${short(to, by)}${way}`
    }),
    `${same} ${by} are the same.`,
  ]
}

export const versionLines = (versions: readonly ImageVersion[]): readonly string[] =>
  versions.map(
    ({ version, at, summary, current }) =>
      `${current ? '*' : ' '} ${String(version).padStart(4)}  ${momentOf(at)}  ${summary}`,
  )
