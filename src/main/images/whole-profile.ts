import { z } from 'zod'
import { LabError } from '../../shared/base/index.ts'
import { imageProfile, type ImageProfile } from '../../shared/document/schema.ts'

/** An image profile as the lab document can hold it; `LabError` `image.profile-invalid` says why not. */
export const wholeProfile = (profile: z.input<typeof imageProfile> | object): ImageProfile => {
  const read = imageProfile.safeParse(profile)
  if (read.success) return read.data
  const why = z.prettifyError(read.error)
  throw new LabError('image.profile-invalid', `A lab cannot hold this image: ${why}`)
}
