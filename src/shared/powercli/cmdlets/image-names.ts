import type { ImageProfile } from '../../document/schema.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { value } from './parameters.ts'
import { matching, nameFrom, notFound } from './resolve.ts'

/** The image profiles of the lab that names mean. */
export const imagesNamed = (call: Call, typed: readonly string[]): readonly ImageProfile[] =>
  matching(
    call,
    typed,
    call.lab.document().imageProfiles,
    ({ name }) => name,
    notFound('image profile'),
  )

/** The image profile of the lab that a name or an object means, in any case of letters. */
export const findImage = (call: Call, parameter: string): ImageProfile | undefined => {
  const [given = null] = call.values(parameter)
  const typed = nameFrom(given, 'an image profile', 'EsxImageProfile').toLowerCase()
  return call.lab.document().imageProfiles.find(({ name }) => name.toLowerCase() === typed)
}

/** The same; `LabError` `powercli.not-found` when the lab has none. */
export const imageFrom = (call: Call, parameter: string): ImageProfile => {
  const found = findImage(call, parameter)
  if (found !== undefined) return found
  const [given = null] = call.values(parameter)
  throw notFound('image profile')(nameFrom(given, 'an image profile', 'EsxImageProfile'))
}

export const imageParameter = (name: string, position: number): Cmdlet['parameters'][number] =>
  value(name, 'The image profile, by name or as an object.', {
    shown: 'ImageProfile',
    required: true,
    position,
    naming: 'image',
  })
