import { tryEach } from '../try-each.ts'
import type { ApiDeps } from './deps.ts'

type Parts = {
  readonly faults: Pick<ApiDeps['faults'], 'list' | 'reset'>
  readonly plugs: Pick<ApiDeps['plugs'], 'restoreAll' | 'prove'>
  readonly hosts: Pick<ApiDeps['hosts'], 'plugInAll'>
}

/**
 * Everything back as it belongs: faults out, plugs, cables and disks in. What had a fault proves that it
 * works again, as what was unplugged does. Each part is tried; the first error is thrown at the end.
 */
export const restoreEverything = async ({ faults, plugs, hosts }: Parts): Promise<void> => {
  const faulty = [...new Set(faults.list().map(({ fault }) => fault.component))]
  await tryEach([
    () => faults.reset(),
    () => plugs.restoreAll(),
    () => plugs.prove(faulty),
    () => hosts.plugInAll(),
  ])
}
