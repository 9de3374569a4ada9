export type { Commands } from './act.ts'
export { createLessons, type Lessons } from './runner.ts'
