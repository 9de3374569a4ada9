import type { Clock, HostId } from '../../shared/base/index.ts'
import type { HostView } from '../../shared/host/view.ts'
import type { Stage } from './stage.ts'

/** ms of lab time: how long nothing may change before a lab counts as settled, and how long it may take. */
const calm = 150_000
const atMost = 1_800_000

const standing = ({ state, source, connection, compliance, bootedFromCache }: HostView): string =>
  [state, source, connection, compliance, bootedFromCache].join()

/**
 * Waits until hosts have stopped changing, at the most half an hour of lab time. A host on its way through
 * firmware is never settled. `clock` at the lab's speed.
 */
export const settle = async (
  stage: Stage,
  hosts: readonly HostId[],
  clock: Clock,
  signal: AbortSignal,
): Promise<void> => {
  const onTheWay = /^(firmware|network|disk|kernel)/
  const views = () => hosts.map((host) => stage.view().hosts.get(host))
  const look = () =>
    views()
      .map((view) => (view === undefined ? '' : standing(view)))
      .join(';')
  const moving = () => views().some((view) => onTheWay.test(view?.state ?? ''))
  const step = calm / 30
  let last = look()
  for (let still = 0, waited = 0; still < calm && waited < atMost; waited += step) {
    await clock.sleep(step, signal)
    const now = look()
    still = now === last && !moving() ? still + step : 0
    last = now
  }
}
