import { createMemoryStores } from '../../src/main/journal/index.ts'
import { describeStores, fixedClock } from './conformance.ts'

describeStores('memory stores', () => Promise.resolve(createMemoryStores({ clock: fixedClock })))
