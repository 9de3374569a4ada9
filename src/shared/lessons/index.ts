export { lessonAsJson, renderEvent, type AccountStyle } from './account.ts'
export { castLesson, listed, playersOf, stepsFor, withNames, type Cast } from './cast.ts'
export { marksAsCsv, marksOf, scoreOf, type Mark } from './marks.ts'
export { withValue } from './patch.ts'
export { questionOf, type Question, type Solution } from './prompts.ts'
export { receiveVisitors } from './visitors.ts'
export { check, matches, type Finding, type Scene } from './conditions.ts'
export { changesOf, inWords, playersIn, type Doing, type Editing } from './doing.ts'
export { narrate } from './narrate.ts'
export { parseLesson, summarizeLesson, type LineOf } from './parse.ts'
export { exitCodeOf, type LessonEvent, type LessonOutcome, type LessonResult } from './result.ts'
export { action } from './schema.ts'
export type {
  Action,
  Expectation,
  FactPattern,
  HostMatch,
  Lesson,
  MysteryCase,
  Step,
} from './schema.ts'
export { phrasesOf, type LessonPhrases } from './translation.ts'
