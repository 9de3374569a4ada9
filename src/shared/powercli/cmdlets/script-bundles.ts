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
  synopsis: 'Adds a script bundle to the lab, by the name of its file.',
  description: 'This console opens no files: the bundle is known by its name alone.',
  parameters: [
    text('FileUri', 'The file of the bundle.', { required: true, position: 0, pipeline: true }),
    flag('Update', 'Accepted for a bundle that is there already.'),
  ],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const name = bundleName(call.text('FileUri') ?? '')
    const isThere = call.lab.document().scriptBundles.some((each) => each.name === name)
    if (isThere && call.flag('Update')) return [scriptBundleObject(name)]
    if (!(await change(call, { kind: 'addScriptBundle', name }, name))) return []
    call.warn('This console opens no files: the bundle is known by its name alone.')
    return [scriptBundleObject(name)]
  },
}

const get: Cmdlet = {
  name: 'Get-ScriptBundle',
  module,
  synopsis: 'Lists the script bundles of the lab.',
  parameters: [names('Names of bundles, with wildcards.', 'scriptBundle')],
  needs: 'rules',
  run: (call) => {
    const all = call.lab.document().scriptBundles.map(({ name }) => name)
    const missing = notFound('script bundle')
    return matching(call, call.texts('Name'), all, (name) => name, missing).map(scriptBundleObject)
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
