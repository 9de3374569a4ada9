export { runMatrix, type MatrixLab, type MatrixOptions } from './run.ts'
