export { openAuthority, type Authority } from './authority.ts'
export { createVCenter } from './vcenter.ts'
