import type { ImageFile, ImageProfile } from '../../shared/document/schema.ts'

/** A file of an image and what it is there. */
export type ListedFile = ImageFile & {
  readonly position: number
  readonly role: 'loader' | 'kernel' | 'module'
}

/** All files of an image in the order they are loaded. */
export const filesOf = ({ loader, kernel, modules }: ImageProfile): readonly ListedFile[] =>
  [
    ...(loader === undefined ? [] : [{ ...loader, role: 'loader' as const }]),
    { ...kernel, role: 'kernel' as const },
    ...modules.map((module) => ({ ...module, role: 'module' as const })),
  ].map((file, index) => ({ ...file, position: index + 1 }))

/** Bytes of all files of an image. */
export const sizeOf = (image: ImageProfile): number =>
  filesOf(image).reduce((sum, { size }) => sum + size, 0)
