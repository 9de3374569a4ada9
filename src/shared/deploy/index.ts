export { applyDeployEdit, summarizeDeployEdit } from './apply.ts'
export { deployEdits, isDeployEdit, type DeployEdit } from './edits.ts'
export { proxyServer } from './schema.ts'
export type { Answers, BundledScript, Customization, ProxyServer, ScriptBundle } from './schema.ts'
