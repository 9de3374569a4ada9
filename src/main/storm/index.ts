export { createStorms, type Storms } from './storms.ts'
