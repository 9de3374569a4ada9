import { claimFreeSubnet } from '../../src/main/cli/free-lab.ts'
import { demoLab, readLabFile } from '../../src/main/open-lab.ts'
import { rebase } from '../../src/shared/document/index.ts'

/** A process that claims a subnet for a lab, says which, and keeps it until it is killed. */
const [subnet = ''] = process.argv.slice(2)
const { document } = await claimFreeSubnet(rebase(await readLabFile(demoLab), subnet))
process.stdout.write(`${document.network.subnet}\n`)
