/** Opens an old lab file (first argument) and is killed in the middle of bringing it up to date. */
import { openStores } from '../../src/main/journal/index.ts'
import { fixedClock } from './conformance.ts'

await openStores({
  file: process.argv[2] ?? '',
  clock: fixedClock,
  onUpgrade: ({ done }) => {
    if (done > 0) process.kill(process.pid, 'SIGKILL')
  },
})
