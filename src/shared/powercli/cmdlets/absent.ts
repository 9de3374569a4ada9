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

const deploy = 'VMware.DeployAutomation'
const builder = 'VMware.ImageBuilder'

/** Cmdlets of the real modules that a lab has nothing behind: they say so, and why. */
export const absentCmdlets: readonly Cmdlet[] = [
  ...because(
    deploy,
    'This lab gives hosts no certificates.',
    'Add-CustomCertificate',
    'Get-CustomCertificates',
    'Remove-CustomCertificates',
  ),
  ...because(
    deploy,
    'The options of this lab are in its document.',
    'Get-DeployOption',
    'Set-DeployOption',
  ),
  ...because(
    deploy,
    'This console has no files; a lab is saved and opened as a whole.',
    'Export-AutoDeployState',
    'Import-AutoDeployState',
  ),
  ...because(
    deploy,
    "Image files are kept by their digest here; none is missing without the waiter's saying so.",
    'Repair-DeployImageCache',
  ),
  ...because(
    deploy,
    'Only Auto Deploy adds hosts to the vCenter of this lab, so none needs an identity.',
    'Set-DeployMachineIdentity',
  ),
  ...because(
    builder,
    'It works from the software specification of a managed cluster, which this lab does not have; Export-EsxImageProfile writes a bundle.',
    'New-IsoImage',
    'New-PxeImage',
    'New-OfflineBundle',
  ),
]
