/** A thread that gives way and tells its nice value before and after, in the memory it was handed. */
import { getPriority } from 'node:os'
import { workerData } from 'node:worker_threads'
import { giveWay } from '../../../src/main/hosts/simulated/give-way.ts'

if (workerData instanceof SharedArrayBuffer) {
  const told = new Int32Array(workerData)
  told[0] = getPriority(0)
  giveWay()
  told[1] = getPriority(0)
}
