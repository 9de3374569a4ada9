/** What stands at the two sides of a page, in one chunk. */
export { Inspector } from '../inspector/inspector.tsx'
export { NavRail } from './nav-rail.tsx'
