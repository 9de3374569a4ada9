export * from './bytes.ts'
export { explain, type Explainable } from './explain.ts'
export type { Explanation, Field, Protocol } from './explanation.ts'
export * from './tftp.ts'
