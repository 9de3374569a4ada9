import type { ImageProfile } from '../../document/schema.ts'
import type { Call } from '../run/cmdlet.ts'
import type { LabObject } from '../run/values.ts'
import { imageObject } from './objects.ts'

/** An image of the lab with what its list of packages says; one whose list is lost is still shown. */
export const labImageObject = async (call: Call, image: ImageProfile): Promise<LabObject> => {
  if (image.software === undefined) return imageObject(image)
  const found = await call.lab.images.software({ imageProfile: image.name }).catch(() => undefined)
  return imageObject(image, found?.software)
}

/** The image of this name as it is now. */
export const imageNow = (call: Call, name: string): Promise<readonly LabObject[]> =>
  Promise.all(
    call.lab
      .document()
      .imageProfiles.filter((image) => image.name === name)
      .map((image) => labImageObject(call, image)),
  )
