import type { ApiDeps } from './deps.ts'

type Parts = {
  readonly faults: Pick<ApiDeps['faults'], 'list' | 'reset'>
  readonly plugs: Pick<ApiDeps['plugs'], 'restoreAll' | 'prove'>
  readonly hosts: Pick<ApiDeps['hosts'], 'plugInAll'>
}

const settled = async (work: () => Promise<unknown>): Promise<PromiseSettledResult<unknown>> => {
  const [result] = await Promise.allSettled([work()])
  return result
}

/**
 * Everything back as it belongs: faults out, plugs, cables and disks in. What had a fault proves that it
 * works again, as what was unplugged does. Each part is tried; the first error is thrown at the end.
 */
export const restoreEverything = async ({ faults, plugs, hosts }: Parts): Promise<void> => {
  const faulty = [...new Set(faults.list().map(({ fault }) => fault.component))]
  const tried = [
    await settled(() => faults.reset()),
    await settled(() => plugs.restoreAll()),
    await settled(() => plugs.prove(faulty)),
    await settled(() => hosts.plugInAll()),
  ]
  const failed = tried.find((each) => each.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
