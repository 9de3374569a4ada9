import type { ComponentId } from '../../shared/base/index.ts'
import type { Lane } from '../wire/route.ts'
import { reversed, wayAlong, type Curve, type Point, type Way } from './curve.ts'
import { plugAt, plugCable, type BenchLayout } from './geometry.ts'

const straight = (from: Point, to: Point): Curve => ({ from, c1: from, c2: to, to })

/** From a lane's own end of its cable to the switch. */
const toSwitch = (
  layout: BenchLayout,
  lane: Lane,
  host: string | undefined,
  isOut: (id: ComponentId) => boolean,
): Curve | undefined => {
  if (lane === 'host') return host === undefined ? undefined : layout.cables.get(host)
  const plug = plugAt(layout.components[lane], isOut(lane) ? 1 : 0, layout.pulledBy)
  return reversed(plugCable(layout.ports[lane], plug))
}

/** The way of a message along the cables. It ends at the plug, wherever that is. */
export const wayOf = (
  layout: BenchLayout,
  message: { readonly from: Lane; readonly to: Lane; readonly host?: string },
  isOut: (id: ComponentId) => boolean,
): Way => {
  const hub = layout.switch
  const middle: Point = { x: hub.x + hub.width / 2, y: hub.y + hub.height / 2 }
  const first = toSwitch(layout, message.from, message.host, isOut) ?? straight(middle, middle)
  const back = toSwitch(layout, message.to, message.host, isOut) ?? straight(middle, middle)
  const last = reversed(back)
  return wayAlong([first, straight(first.to, last.from), last])
}
