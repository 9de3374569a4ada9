export * from './boot-config.ts'
export * from './host-config.ts'
export * from './manifest.ts'
export * from './scripts.ts'
