export * from './bytes.ts'
export * from './tftp.ts'
