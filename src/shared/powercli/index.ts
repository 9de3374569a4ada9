export {
  createConsole,
  type ConsoleLine,
  type ConsoleResult,
  type PowerCliConsole,
  type RunOptions,
} from './console.ts'
export { exportRules, ruleLine } from './export.ts'
export { readRuleText } from './rule-text.ts'
export type {
  ConsoleCertificates,
  ConsoleHost,
  ConsoleImages,
  ConsoleLab,
  CustomCertificate,
  HostPlace,
} from './lab.ts'
export { parseScript } from './parse/parse.ts'
