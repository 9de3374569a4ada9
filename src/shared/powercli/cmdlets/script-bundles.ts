import { LabError } from '../../base/index.ts'
import type { Cmdlet } from '../run/cmdlet.ts'
import { scriptBundleObject } from './objects.ts'
import { flag, names, text, value } from './parameters.ts'
import { matching, nameFrom, notFound } from './resolve.ts'
import { change } from './rules.ts'

const module = 'VMware.DeployAutomation'

/** `C:\bundles\first-boot.tgz` is the bundle `first-boot`. */
const bundleName = (file: string): string =>
  (file.split(/[\\/]/).at(-1) ?? file).replace(/\.(tar\.gz|tgz|zip|gz)$/i, '')

const add: Cmdlet = {
  name: 'Add-ScriptBundle',
  module,
  synopsis: 'Adds a script bundle to the lab.',
  description:
    'The bundle gets the name of the file. This console opens no files: what hosts run is given with -Script, one command a line, or with `npm start -- import scripts`.',
  parameters: [
    text('FileUri', 'The file of the bundle.', { required: true, position: 0, pipeline: true }),
    text('Script', 'The lines of its script: log, set, require, wait, fail.', { many: true }),
    flag('Update', 'Takes the place of a bundle that is there already.'),
  ],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const name = bundleName(call.text('FileUri') ?? '')
    const present = call.lab.document().scriptBundles.find((each) => each.name === name)
    if (present !== undefined && !call.flag('Update'))
      throw new LabError('document.name-taken', `There is a script bundle "${name}" already.`, {
        name,
      })
    const lines = call.texts('Script')
    const scripts = lines.length === 0 ? [] : [{ name: 'script', text: lines.join('\n') }]
    const bundle = { name, scripts: lines.length === 0 ? (present?.scripts ?? []) : scripts }
    if (!(await change(call, { kind: 'setScriptBundle', bundle }, name))) return []
    if (bundle.scripts.length === 0)
      call.warn('This console opens no files: the bundle is empty until it is given scripts.')
    return [scriptBundleObject(bundle)]
  },
}

const get: Cmdlet = {
  name: 'Get-ScriptBundle',
  module,
  synopsis: 'Lists the script bundles of the lab.',
  parameters: [names('Names of bundles, with wildcards.', 'scriptBundle')],
  needs: 'rules',
  run: (call) => {
    const all = call.lab.document().scriptBundles
    const missing = notFound('script bundle')
    return matching(call, call.texts('Name'), all, ({ name }) => name, missing).map(
      scriptBundleObject,
    )
  },
}

const remove: Cmdlet = {
  name: 'Remove-ScriptBundle',
  module,
  synopsis: 'Removes a script bundle that no rule gives.',
  parameters: [
    value('Bundle', 'The bundle, by name or as an object.', {
      shown: 'ScriptBundle',
      required: true,
      position: 0,
      pipeline: true,
      naming: 'scriptBundle',
    }),
  ],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const [given = null] = call.values('Bundle')
    const name = nameFrom(given, 'a script bundle', 'ScriptBundle')
    await change(call, { kind: 'removeScriptBundle', name }, name)
    return []
  },
}

export const scriptBundleCmdlets: readonly Cmdlet[] = [add, get, remove]
