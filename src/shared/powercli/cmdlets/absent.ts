import type { Cmdlet } from '../run/cmdlet.ts'

const because = (module: string, reason: string, ...names: readonly string[]): readonly Cmdlet[] =>
  names.map((name) => ({
    name,
    module,
    synopsis: 'Not in this lab.',
    description: reason,
    parameters: [],
    absent: reason,
    run: () => [],
  }))

const builder = 'VMware.ImageBuilder'

/** Cmdlets of the real modules that a lab has nothing behind: they say so, and why. */
export const absentCmdlets: readonly Cmdlet[] = [
  ...because(
    builder,
    'It works from the software specification of a managed cluster, which this lab does not have; Export-EsxImageProfile writes a bundle.',
    'New-IsoImage',
    'New-PxeImage',
    'New-OfflineBundle',
  ),
  ...because(
    builder,
    'Depots of this lab are read as packages and image profiles, which Get-DepotVibs and Get-EsxImageProfile list; base images, add-ons and components are not read.',
    'Get-DepotBaseImages',
    'Get-DepotAddons',
    'Get-DepotComponents',
  ),
]
