import { resolve } from 'node:path'
import type { Command } from 'commander'
import { LabError } from '../../shared/base/index.ts'
import {
  acceptanceLevels,
  acceptanceNames,
  type AcceptanceLevel,
} from '../../shared/image/index.ts'
import { createDepots, exportImage, importBundle } from '../images/index.ts'
import { cancellable } from './cancellable.ts'
import { withClosedLab, type ClosedLab } from './closed-lab.ts'
import {
  amountText,
  depotLines,
  differenceLines,
  imageLine,
  loaderLine,
  packageText,
  softwareLines,
  versionLines,
} from './image-lines.ts'
import { defaultFolder, wholeNumber } from './flags.ts'
import { showProgress } from './progress.ts'
import type { Fill, Shell } from './shell.ts'

type Kept = { readonly lab: string }
type WithDepot = Kept & { readonly depot?: string }

/** As Image Builder spells it, or as a package's descriptor does. `LabError` `image.package-refused`. */
const levelNamed = (text: string): AcceptanceLevel => {
  const wanted = text.toLowerCase()
  const found = acceptanceLevels.find(
    (level) => level === wanted || acceptanceNames[level].toLowerCase() === wanted,
  )
  if (found !== undefined) return found
  const names = acceptanceLevels.map((level) => acceptanceNames[level]).join(', ')
  throw new LabError(
    'image.package-refused',
    `"${text}" is no acceptance level; those are ${names}.`,
  )
}

const source = (imageProfile: string, depot: string | undefined) => ({
  imageProfile,
  ...(depot === undefined ? {} : { depot }),
})

/** `images`: everything that is done to image profiles, depots and the store of a closed lab. */
export const imagesCommand: Fill = (group, shell) => {
  const { output } = shell
  const command = (words: string, description: string): Command =>
    group
      .command(words)
      .description(description)
      .option('--lab <folder>', 'where the lab is kept', defaultFolder())
  const print = (lines: readonly string[]): void => {
    for (const line of lines) output.print(line)
  }
  const inLab = async ({ lab }: Kept, work: (lab: ClosedLab) => Promise<unknown>) => {
    await withClosedLab(lab, shell, work)
  }

  command('list', 'the image profiles of the lab').action((flags: Kept) =>
    inLab(flags, ({ documents }) => {
      const { imageProfiles } = documents.current()
      print(imageProfiles.length === 0 ? ['There are no images.'] : imageProfiles.map(imageLine))
      return Promise.resolve()
    }),
  )
  command('depots', 'software depots and their image profiles').action((flags: Kept) =>
    inLab(flags, async ({ images }) => {
      const depots = await images.depots()
      print(depots.length === 0 ? ['There are no depots.'] : depots.flatMap(depotLines))
    }),
  )
  command('add-depot <file.zip>', 'take in an offline bundle; Ctrl-C cancels')
    .option('--name <text>', 'name of the depot')
    .action((file: string, { lab, name }: Kept & { readonly name?: string }) =>
      inLab({ lab }, async ({ store }) => {
        const onProgress = showProgress(output)
        const depot = await cancellable((signal) =>
          importBundle({ store, file, name, signal, onProgress }),
        )
        output.print(`Added the depot ${await createDepots({ store }).keep(depot)}.`)
      }),
    )
  command('remove-depot <name>', 'forget a depot; images made from it stay whole').action(
    (name: string, flags: Kept) => inLab(flags, ({ images }) => images.removeDepot({ name })),
  )
  command('packages <depot>', 'the packages of a depot').action((name: string, flags: Kept) =>
    inLab(flags, async ({ images }) => {
      print((await images.packages({ name })).map(packageText))
    }),
  )
  command('compose <profile>', "an image profile of the lab from a depot's")
    .option('--depot <name>', 'when several have a profile of this name')
    .option('--name <text>', 'its name in the lab')
    .option('--loaders-of <image>', 'an image of the lab to take boot loaders from')
    .action(
      (
        profile: string,
        { lab, ...asked }: WithDepot & { readonly name?: string; readonly loadersOf?: string },
      ) =>
        inLab({ lab }, async ({ images }) => {
          const made = await images.compose({ profile, ...asked })
          output.print(`Made ${made.imageProfile}.`)
        }),
    )
  command('create <name> <packages...>', 'an image profile of packages, by id or name')
    .option('--vendor <text>', 'its vendor', '')
    .option('--level <name>', 'its acceptance level', 'PartnerSupported')
    .action(
      (
        name: string,
        wanted: string[],
        flags: Kept & { readonly vendor: string; readonly level: string },
      ) =>
        inLab(flags, async ({ images }) => {
          const { vendor } = flags
          const acceptanceLevel = levelNamed(flags.level)
          const packages = wanted.map((one) => ({ package: one }))
          const made = await images.assemble({ name, vendor, acceptanceLevel, packages })
          output.print(`Made ${made.imageProfile}.`)
        }),
    )
  command('show <image>', 'the packages of an image profile, and what is wrong with them')
    .option('--depot <name>', 'an image profile of this depot')
    .action((image: string, flags: WithDepot) =>
      inLab(flags, async ({ images }) => {
        print(softwareLines(await images.software(source(image, flags.depot))))
      }),
    )
  command('clone <image> [name]', 'a copy')
    .option('--without-tools', 'leave VMware Tools out', false)
    .action((from: string, name: string | undefined, flags: Kept & { withoutTools: boolean }) =>
      inLab(flags, async ({ images }) => {
        const { withoutTools } = flags
        const made = await images.clone({ from, name, withoutTools })
        output.print(`Made ${made.imageProfile}.`)
      }),
    )
  command('add <image> <package>', 'add a package, or replace it by another version')
    .option('--depot <name>', 'look in this depot alone')
    .action((imageProfile: string, one: string, flags: WithDepot) =>
      inLab(flags, async ({ images }) => {
        const { depot } = flags
        await images.change({ imageProfile, change: { kind: 'addPackage', package: one, depot } })
      }),
    )
  command('remove <image> <package>', 'remove a package').action(
    (imageProfile: string, name: string, flags: Kept) =>
      inLab(flags, ({ images }) =>
        images.change({ imageProfile, change: { kind: 'removePackage', name } }),
      ),
  )
  command('level <image> <level>', 'set the acceptance level').action(
    (imageProfile: string, level: string, flags: Kept) =>
      inLab(flags, ({ images }) =>
        images.change({
          imageProfile,
          change: { kind: 'acceptanceLevel', level: levelNamed(level) },
        }),
      ),
  )
  command('compare <first> <second>', 'what the second image has that the first has not')
    .option('--first-depot <name>', 'the first is an image profile of this depot')
    .option('--second-depot <name>', 'the second is an image profile of this depot')
    .action(
      (
        first: string,
        second: string,
        flags: Kept & { readonly firstDepot?: string; readonly secondDepot?: string },
      ) =>
        inLab(flags, async ({ images }) => {
          const difference = await images.compare({
            first: source(first, flags.firstDepot),
            second: source(second, flags.secondDepot),
          })
          print(differenceLines(difference))
        }),
    )
  command('versions <image>', 'the versions of an image profile').action(
    (imageProfile: string, flags: Kept) =>
      inLab(flags, async ({ images }) =>
        print(versionLines(await images.versions({ imageProfile }))),
      ),
  )
  command('restore <image>', 'give an image profile what it was in a version')
    .argument('<version>', 'its number, as `versions` tells it', wholeNumber(1, 1_000_000))
    .action((imageProfile: string, version: number, flags: Kept) =>
      inLab(flags, ({ images }) => images.restore({ imageProfile, version })),
    )
  command('undo', 'take back the last change of the lab').action((flags: Kept) =>
    inLab(flags, async ({ documents }) => output.print(`${(await documents.undo()).summary}.`)),
  )
  command('delete <image>', 'remove an image profile that nothing uses').action(
    (name: string, flags: Kept) =>
      inLab(flags, ({ documents }) => documents.edit({ kind: 'removeImageProfile', name })),
  )
  command('export <image> <path>', 'write it as an offline bundle (.zip) or into a folder').action(
    (imageProfile: string, path: string, flags: Kept) =>
      inLab(flags, async ({ store, documents }) => {
        const as = /\.zip$/i.test(path) ? 'bundle' : 'folder'
        const asked = { imageProfile, as, path: resolve(path) } as const
        await cancellable((signal) => exportImage({ store, documents }, { ...asked, signal }))
        output.print(`Wrote ${asked.path}.`)
      }),
  )
  command('store', 'what the store holds').action((flags: Kept) =>
    inLab(flags, async ({ images }) => {
      const { all, unused, depots } = await images.store()
      output.print(`${amountText(all)}, ${depots} depots; nothing names ${amountText(unused)}.`)
    }),
  )
  command('verify', 'read every file of the store; exit code 1 when one is damaged or missing')
    .option('--repair', 'put back what a package still has', false)
    .action((flags: Kept & { readonly repair: boolean }) => verify(shell, flags))
  command('collect', 'remove files that nothing names').action((flags: Kept) =>
    inLab(flags, async ({ images }) => {
      const { removed, bytes } = await cancellable((signal) => images.collect(signal))
      output.print(`Removed ${amountText({ files: removed, bytes })}.`)
    }),
  )
  command(
    'loaders',
    'boot loaders with firmware, architecture, whether they are signed, digest and origin',
  ).action((flags: Kept) =>
    inLab(flags, async ({ images }) => print((await images.loaders()).map(loaderLine))),
  )
}

const verify = (
  { output, clock }: Shell,
  { lab, repair }: Kept & { readonly repair: boolean },
): Promise<void> =>
  withClosedLab(lab, { output, clock }, ({ images }) =>
    cancellable(async (signal) => {
      const tell = showProgress(output)
      for await (const step of images.check({ repair }, signal)) {
        if (step.kind === 'progress') {
          tell({ file: 'image store', done: step.done, total: step.total })
          continue
        }
        for (const { sha256, usedBy } of step.damaged) {
          const found = step.missing.includes(sha256) ? 'missing' : 'damaged'
          const fate = step.mended.includes(sha256) ? 'mended' : repair ? 'lost' : found
          output.print(`${fate.padEnd(8)} ${sha256}  ${usedBy.join(', ')}`)
        }
        output.print(`Checked ${step.checked} files; ${step.damaged.length} damaged or missing.`)
        if (step.damaged.length > step.mended.length) process.exitCode = 1
      }
    }),
  )
