/**
 * A program that starts the thread of TFTP transfers and exits so many ms later, while that loads; or, without a number, when it
 * is ready and this one has not heard of it.
 */
import { setTimeout } from 'node:timers/promises'
import { startLane } from '../../src/main/tftp/lane/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { turnDeaf } from './turn-deaf.ts'

const [, , after] = process.argv
startLane(new URL('../../src/main/tftp/lane/worker.ts', import.meta.url), createSystemClock())
if (after === undefined) turnDeaf()
else await setTimeout(Number(after))
process.exit(7)
