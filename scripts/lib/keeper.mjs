/** Waits until the run whose process id is its argument is over, and removes what is left of it. */
import { removeLeftovers } from './leftovers.mjs'

process.stdin.resume()
process.stdin.on('end', () => removeLeftovers(Number(process.argv[2])))
