export { createVCenter, type VCenter } from './vcenter.ts'
