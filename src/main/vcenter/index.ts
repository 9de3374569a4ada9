export { openAuthority, type Authority } from './authority.ts'
export { createVCenter, type VCenter } from './vcenter.ts'
