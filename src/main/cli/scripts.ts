import { basename } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { scriptBundle } from '../../shared/document/index.ts'
import { withClosedLab } from './closed-lab.ts'
import { defaultFolder } from './flags.ts'
import { readNamed } from './read-named.ts'
import type { Fill } from './shell.ts'

/** `import scripts`: files of commands as a script bundle of a closed lab, in the order given. */
export const scriptsCommand: Fill = (command, { output, clock }) => {
  command
    .description('files of commands as a script bundle; hosts run them after their boot, in order')
    .argument('<files...>')
    .requiredOption('--name <text>', 'name of the bundle; one of that name is replaced')
    .option('--lab <folder>', 'where the lab is kept', defaultFolder())
    .action(async (files: string[], flags: { readonly name: string; readonly lab: string }) => {
      const scripts = await Promise.all(
        files.map(async (file) => ({
          name: basename(file),
          text: new TextDecoder().decode(await readNamed(file)),
        })),
      )
      const read = scriptBundle.safeParse({ name: flags.name, scripts })
      if (!read.success) {
        const [issue] = read.error.issues
        const where = issue?.path.join('.') ?? ''
        throw new LabError('document.bad-script', `${where}: ${issue?.message ?? ''}`, {})
      }
      await withClosedLab(flags.lab, { output, clock }, ({ documents }) =>
        documents.edit({ kind: 'setScriptBundle', bundle: read.data }),
      )
      output.print(`Imported ${flags.name} with ${scripts.length} scripts.`)
    })
}
