import type { ImageProfile } from '../../../shared/document/schema.ts'
import {
  compareSoftware,
  filesOf,
  type ImageDifference,
  type ImageSource,
  type Software,
} from '../../../shared/image/index.ts'
import { readSoftware } from '../depot/depots.ts'
import type { WorkbenchDeps } from './deps.ts'
import { imageNamed, softwareAt } from './sources.ts'

type Ground = Pick<WorkbenchDeps, 'store' | 'documents'>

/** By packages where both have them; else by files, when both are images of the lab. */
export const compare = async (
  ground: Ground,
  { first, second }: { readonly first: ImageSource; readonly second: ImageSource },
): Promise<ImageDifference> => {
  const [before, after] = [await softwareAt(ground, first), await softwareAt(ground, second)]
  if (before !== undefined && after !== undefined) return byPackages(before, after)
  const filesAt = async (source: ImageSource, software: Software | undefined) =>
    source.depot === undefined
      ? filesIn(imageNamed(ground, source.imageProfile))
      : packageFiles(software)
  return byFiles(await filesAt(first, before), await filesAt(second, after))
}

/** Two states of an image profile, neither of which has to be in force. */
export const compareImages = async (
  { store }: Pick<Ground, 'store'>,
  first: ImageProfile,
  second: ImageProfile,
): Promise<ImageDifference> => {
  // The list of packages of an old version may be lost; its files are in the document.
  const [before, after] = await Promise.all(
    [first, second].map((image) => readSoftware(store, image).catch(() => undefined)),
  )
  return before !== undefined && after !== undefined
    ? byPackages(before, after)
    : byFiles(filesIn(first), filesIn(second))
}

const byPackages = (first: Software, second: Software): ImageDifference => {
  const { added, removed, changed, same } = compareSoftware(first, second)
  const line = ({ name, version }: { name: string; version: string }) => ({ name, version })
  return {
    by: 'packages',
    added: added.map(line),
    removed: removed.map(line),
    changed: changed.map(({ name, from, to, order }) => ({
      name,
      from: from.version,
      to: to.version,
      ...(order === 0 ? {} : { newer: order > 0 }),
    })),
    same,
  }
}

type Files = ReadonlyMap<string, string>

const filesIn = (image: ImageProfile): Files =>
  new Map(filesOf(image).map(({ name, sha256 }) => [name, sha256]))

const packageFiles = (software: Software | undefined): Files =>
  new Map(
    (software?.packages ?? []).flatMap(({ payloads }) =>
      payloads.map(({ name, sha256 }) => [name, sha256]),
    ),
  )

const byFiles = (first: Files, second: Files): ImageDifference => {
  const only = (one: Files, other: Files) =>
    [...one].filter(([name]) => !other.has(name)).map(([name, version]) => ({ name, version }))
  const both = [...first].filter(([name]) => second.has(name))
  const changed = both.flatMap(([name, from]) => {
    const to = second.get(name) ?? ''
    return from === to ? [] : [{ name, from, to }]
  })
  return {
    by: 'files',
    added: only(second, first),
    removed: only(first, second),
    changed,
    same: both.length - changed.length,
  }
}
