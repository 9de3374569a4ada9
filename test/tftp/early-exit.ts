/** A program that starts the thread of TFTP transfers and exits before it can have heard of it. */
import { startLane } from '../../src/main/tftp/lane/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { turnDeaf } from './turn-deaf.ts'

startLane(new URL('../../src/main/tftp/lane/worker.ts', import.meta.url), createSystemClock())
turnDeaf()
process.exit(7)
