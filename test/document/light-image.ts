import type { LabDocument } from '../../src/shared/document/index.ts'

const mebibyte = 1024 * 1024

/** A lab whose images lack their largest modules: to fetch and to hash those is a quarter of the work of a boot, and nothing of its story. */
export const withLightImages = (document: LabDocument): LabDocument => ({
  ...document,
  imageProfiles: document.imageProfiles.map((image) => ({
    ...image,
    modules: image.modules.filter(({ size }) => size <= mebibyte),
  })),
})
