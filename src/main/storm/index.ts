export { createStorms, type StormOrder, type StormQuestion, type Storms } from './storms.ts'
