import {
  debianNetboot,
  importLoaders,
  importImage,
  importKernelInitrd,
  type ImportTask,
} from '../images/index.ts'
import { ownLoaders } from '../open-lab.ts'
import { cancellable } from './cancellable.ts'
import { defaultFolder, initialOf, withLabFlags, type LabFlags } from './flags.ts'
import { loaderLine } from './image-lines.ts'
import { importLabCommand } from './lab-files.ts'
import { showProgress } from './progress.ts'
import { scriptsCommand } from './scripts.ts'
import { addToShelf } from './shelf.ts'
import type { Fill } from './shell.ts'

type LinuxFlags = LabFlags & {
  readonly kernel: string
  readonly initrd: string
  readonly name: string
  readonly commandLine: string
}
type ImageFlags = LabFlags & { readonly name?: string; readonly profile?: string }

/** The importers of images, as `import` commands. Ctrl-C cancels; the same command then goes on. */
export const importCommand: Fill = (group, shell) => {
  const { output, clock } = shell

  const takeIn = async (
    flags: LabFlags,
    importer: (task: ImportTask) => ReturnType<typeof importImage>,
  ) => {
    const initial = await initialOf(flags)
    const onProgress = showProgress(output)
    const { name } = await cancellable((signal) =>
      addToShelf({ folder: flags.lab, initial, clock }, (store) =>
        importer({ store, signal, onProgress }),
      ),
    )
    output.print(`Imported ${name}.`)
  }

  withLabFlags(group.command('linux').description('a kernel and its initrd'))
    .requiredOption('--kernel <file>', 'the kernel')
    .requiredOption('--initrd <file>', 'its initrd')
    .requiredOption('--name <text>', 'name of the image profile')
    .option('--command-line <text>', 'kernel command line', '')
    .action((flags: LinuxFlags) => {
      const { kernel, initrd, name, commandLine } = flags
      return takeIn(flags, (task) =>
        importKernelInitrd({ ...task, kernel, initrd, name, commandLine }),
      )
    })
  withLabFlags(
    group
      .command('debian-netboot')
      .description("the installer of Debian's package debian-installer-12-netboot-amd64"),
  )
    .option('--from <folder>', 'where the package was unpacked, when it is not installed')
    .action((flags: LabFlags & { readonly from?: string }) =>
      takeIn(flags, (task) => importKernelInitrd({ ...task, ...debianNetboot(flags.from) })),
    )
  withLabFlags(
    group
      .command('image')
      .alias('folder')
      .description(
        'a folder with a boot.cfg, an ESXi installer (.iso) or an offline bundle (.zip)',
      ),
  )
    .argument('<path>')
    .option('--name <text>', 'name of the image profile')
    .option('--profile <text>', 'of an offline bundle: the image profile to take')
    .action((path: string, flags: ImageFlags) => {
      const { name, profile } = flags
      return takeIn(flags, (task) => importImage({ ...task, path, name, profile }))
    })
  group
    .command('loaders')
    .description(
      'boot loaders: out of a TFTP boot archive (.zip), of a folder, or one file; they are served first',
    )
    .argument('<path>')
    .option('--lab <folder>', 'where the lab is kept', defaultFolder())
    .action(async (file: string, { lab }: { readonly lab: string }) => {
      for (const loader of await importLoaders({ file, folder: ownLoaders(lab) }))
        output.print(loaderLine(loader))
    })
  importLabCommand(group.command('lab'), shell)
  scriptsCommand(group.command('scripts'), shell)
}
