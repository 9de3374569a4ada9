export { exportBundle } from './depot/bundle-export.ts'
export { importBundle } from './depot/bundle-import.ts'
export { buildImage, createDepots, readSoftware, type Depots } from './depot/depots.ts'
export { exportFolder } from './export.ts'
export { createImports, recordImage, type ImportOrder, type Imports } from './imports.ts'
export { importFolder } from './folder.ts'
export { importImage } from './image-import.ts'
export { importIso } from './iso-import.ts'
export {
  collectGarbage,
  removeRemains,
  repairStore,
  verifyStore,
  type Collected,
  type Damaged,
} from './keep.ts'
export { debianNetboot, importKernelInitrd } from './kernel-initrd.ts'
export { createLoaderList, importLoaders, loaderKind, type Loader } from './loaders.ts'
export type { ImportTask, Progress } from './progress.ts'
export { buildReferenceImage } from './reference.ts'
export { createImagesApi, type ImagesApi } from './workbench/api.ts'
export { exportImage } from './workbench/upkeep.ts'
export { guardImages } from './workbench/users.ts'
export { createImageStore, type Blob, type ImageStore, type OpenBlob } from './store.ts'
export { createUploads } from './uploads.ts'
