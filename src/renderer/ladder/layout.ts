import type { Message } from '../wire/message.ts'
import { lanes, type Lane } from '../wire/route.ts'

/** Height of one line of the ladder, in px, for text of this scale. */
export const rowHeightAt = (scale: number): number => Math.round(25 * scale)
/** How far a failed arrow stays short of its goal. */
const shortBy = 12

/** Positions of the lanes between that of DHCP and the right edge, as in a score. */
const shares = { dhcp: 0, tftp: 0.245, waiter: 0.51, rules: 0.755, vcenter: 1 } as const
/** DHCP's share of the way; what `OFFER` with an address and a file needs, in px, and the share it may take for that. */
const dhcpShare = 0.225
const dhcpNeeds = 235
const dhcpMost = 0.34

export type LadderLayout = {
  readonly width: number
  /** Height of one line, and where the arrow runs within it: below its words. */
  readonly rowHeight: number
  readonly arrowY: number
  /** Room at the left for times, and for host names when more than one host is shown. */
  readonly gutter: number
  readonly x: Readonly<Record<Lane, number>>
}

/** `scale` is that of the text: lines, gutter and what a label needs grow with it. */
export const layOutLadder = (width: number, manyHosts: boolean, scale = 1): LadderLayout => {
  const gutter = (manyHosts ? 150 : 74) * scale
  const left = gutter + 22
  const right = Math.max(left + 440 * scale, width - 92)
  const way = right - left
  const first = left + Math.max(dhcpShare * way, Math.min(dhcpMost * way, dhcpNeeds * scale))
  const at = (lane: Exclude<Lane, 'host'>): number =>
    Math.round(first + shares[lane] * (right - first))
  return {
    width: Math.max(width, right + 40),
    rowHeight: rowHeightAt(scale),
    arrowY: Math.round(19 * scale),
    gutter,
    x: {
      host: Math.round(left),
      dhcp: at('dhcp'),
      tftp: at('tftp'),
      waiter: at('waiter'),
      rules: at('rules'),
      vcenter: at('vcenter'),
    },
  }
}

/** One message as a drawing: an arrow, an arrow that ends in a cross, or a loop at its lane. */
export type Stroke =
  | {
      readonly kind: 'arrow' | 'cross'
      readonly x1: number
      readonly x2: number
      /** 1 to the right, -1 to the left. */
      readonly way: 1 | -1
    }
  | { readonly kind: 'loop'; readonly x: number }

export const strokeOf = (layout: LadderLayout, message: Message): Stroke => {
  if (message.from === message.to) return { kind: 'loop', x: layout.x[message.from] }
  const [x1, goal] = [layout.x[message.from], layout.x[message.to]]
  const way = goal > x1 ? 1 : -1
  return message.failed
    ? { kind: 'cross', x1, x2: goal - way * shortBy, way }
    : { kind: 'arrow', x1, x2: goal, way }
}

/** Where the words of a message stand: from `left`, or up to `right` where there is no room behind. */
export type LabelPlace =
  | { readonly side: 'left'; readonly left: number; readonly width: number }
  | { readonly side: 'right'; readonly right: number; readonly width: number }

const labelPad = 11

export const labelOf = (layout: LadderLayout, stroke: Stroke): LabelPlace => {
  if (stroke.kind === 'loop') {
    const right = layout.width - stroke.x
    return right < 180
      ? { side: 'right', right: right + 16, width: stroke.x - layout.gutter - 40 }
      : { side: 'left', left: stroke.x + 26, width: right - 30 }
  }
  const left = Math.min(stroke.x1, stroke.x2) + labelPad
  // What is said to or by DHCP stays short of its life line: behind it words would seem to be of another arrow.
  const isDhcps = Math.max(stroke.x1, stroke.x2) <= layout.x.dhcp
  return { side: 'left', left, width: (isDhcps ? layout.x.dhcp : layout.width) - left - 8 }
}

export { lanes }
