import type { NextBootChoice } from '../../shared/facts/index.ts'
import type { Strings } from '../strings/index.tsx'

/** What was chosen for one boot, in a word: the disk, or an image by its name. */
export const choiceText = (choice: NextBootChoice, { disk }: Strings['nextBoot']): string =>
  choice.kind === 'disk' ? disk : choice.imageProfile

/** The same, and that it is for once; undefined where nothing was chosen. */
export const onceText = (
  choice: NextBootChoice | undefined,
  texts: Strings['nextBoot'],
): string | undefined => choice && texts.once(choiceText(choice, texts))
