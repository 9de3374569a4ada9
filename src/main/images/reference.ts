import { createCipheriv, createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import { LabError } from '../../shared/base/index.ts'
import {
  imageFile,
  imageProfile,
  type ImageFile,
  type ImageProfile,
} from '../../shared/document/schema.ts'
import type { ImportTask } from './progress.ts'

const recipeFile = z.strictObject({ name: imageFile.shape.name, size: z.int().min(1) })
const recipeSchema = z.strictObject({
  name: z.string(),
  vendor: z.string(),
  version: z.string(),
  kernelOptions: z.string(),
  loader: recipeFile,
  kernel: recipeFile,
  modules: z.array(recipeFile),
})
type RecipeFile = z.infer<typeof recipeFile>

/** The recipe in this source tree; a bundled program passes its own copy's place. */
const ownRecipe = new URL('../../../resources/images/reference.yaml', import.meta.url)

/**
 * Makes the image of the demo lab from its recipe and stores it. The bytes depend on the recipe
 * alone, so the digests are the same everywhere.
 */
export const buildReferenceImage = async ({
  store,
  recipe = ownRecipe,
  signal,
  onProgress,
}: ImportTask & {
  readonly recipe?: string | URL
}): Promise<ImageProfile> => {
  const { loader, kernel, modules, ...rest } = await readRecipe(recipe)
  const total = [loader, kernel, ...modules].reduce((sum, file) => sum + file.size * 1024, 0)
  let done = 0
  const make = async (file: RecipeFile): Promise<ImageFile> => {
    signal?.throwIfAborted()
    const blob = await store.add(standIn(file), signal)
    done += blob.size
    onProgress?.({ file: file.name, done, total })
    return { name: file.name, ...blob, options: '' }
  }
  const [builtLoader, builtKernel, ...builtModules] = await Promise.all(
    [loader, kernel, ...modules].map(make),
  )
  return imageProfile.parse({
    ...rest,
    kind: 'esxi',
    loader: builtLoader,
    kernel: builtKernel,
    modules: builtModules,
  })
}

const readRecipe = async (recipe: string | URL) => {
  const read = recipeSchema.safeParse(parse(await readFile(recipe, 'utf8')))
  if (read.success) return read.data
  throw new LabError('image.recipe-invalid', z.prettifyError(read.error))
}

/** A file of the image: a line that says what it is, then noise (AES-128-CTR under its name's digest). */
const standIn = ({ name, size }: RecipeFile): Buffer => {
  const key = createHash('sha256').update(`headwaiter reference image 1: ${name}`).digest()
  const cipher = createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16))
  const bytes = cipher.update(Buffer.alloc(size * 1024))
  bytes.write(`${name}: a stand-in made by Headwaiter for lab use. It is not VMware software.\n`)
  return bytes
}
