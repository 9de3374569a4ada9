export { act, type Commands } from './act.ts'
export { putBack } from './put-back.ts'
export { openStage, type Stage } from './stage.ts'
export { createLessons, type Lessons } from './runner.ts'
