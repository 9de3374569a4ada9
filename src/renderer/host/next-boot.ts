import type { NextBootChoice } from '../../shared/facts/index.ts'
import type { HostView } from '../../shared/host/index.ts'
import type { Once } from '../client/desk.ts'
import type { Strings } from '../strings/index.tsx'

const isSame = (choice: NextBootChoice, other: NextBootChoice): boolean =>
  choice.kind === 'image' && other.kind === 'image'
    ? choice.imageProfile === other.imageProfile
    : choice.kind === other.kind

/** A choice that there is still something to take back of: it stands at one of its hosts, and nobody has made another one. */
export const stillOpen = (
  once: Once | undefined,
  hosts: ReadonlyMap<string, HostView>,
): Once | undefined =>
  once?.hosts.some((id) => {
    const standing = hosts.get(id)?.nextBoot
    return standing !== undefined && isSame(standing, once.choice)
  }) === true
    ? once
    : undefined

/** What a host may boot once in a lab of these images. */
export const onceChoices = (images: readonly string[]): readonly NextBootChoice[] => [
  { kind: 'disk' },
  ...images.map((imageProfile) => ({ kind: 'image', imageProfile }) as const),
]

/** What was chosen for one boot, in a word: the disk, or an image by its name. */
export const choiceText = (choice: NextBootChoice, { disk }: Strings['nextBoot']): string =>
  choice.kind === 'disk' ? disk : choice.imageProfile

/** The same, and that it is for once; undefined where nothing was chosen. */
export const onceText = (
  choice: NextBootChoice | undefined,
  texts: Strings['nextBoot'],
): string | undefined => choice && texts.once(choiceText(choice, texts))
