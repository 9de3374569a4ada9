export { eventOf, type VCenterEvent } from './events.ts'
