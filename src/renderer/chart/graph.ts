import { hostMachine } from '../../shared/host/index.ts'

/** A leaf state of the chart's boot region, by the name the view has for it. */
export type ChartNode = { readonly id: string; readonly row: number; readonly column: number }
/** A move from one state to another, and the facts that make it. */
export type ChartEdge = {
  readonly from: string
  readonly to: string
  readonly events: readonly string[]
}
export type ChartGraph = {
  readonly nodes: readonly ChartNode[]
  readonly edges: readonly ChartEdge[]
  readonly rows: number
}

/** What is read of the library's nodes; their own type is bound to one place in the tree. */
type StateNode = {
  readonly path: readonly string[]
  readonly type: string
  readonly states: Readonly<Record<string, StateNode | undefined>>
  readonly initial: { readonly target: readonly StateNode[] | undefined }
  readonly parent?: StateNode | undefined
  readonly transitions: ReadonlyMap<
    string,
    readonly { readonly target: readonly StateNode[] | undefined }[]
  >
}

const leavesOf = (node: StateNode): readonly StateNode[] => {
  const children = Object.values(node.states).filter((child) => child !== undefined)
  return children.length === 0 ? [node] : children.flatMap(leavesOf)
}

const nameOf = (node: StateNode): string => node.path.slice(1).join('.')

/** A target that holds states stands for the one it begins with. */
const firstLeaf = (node: StateNode): StateNode => {
  const [target] = node.type === 'compound' ? (node.initial.target ?? []) : []
  return target === undefined ? node : firstLeaf(target)
}

/** Moves of a state and of the states around it, up to the region itself. */
const edgesFrom = (leaf: StateNode, region: StateNode): readonly ChartEdge[] => {
  const found = new Map<string, string[]>()
  for (let node: StateNode | undefined = leaf; node !== undefined && node !== region;) {
    for (const [event, transitions] of node.transitions) {
      for (const { target } of transitions) {
        for (const to of target ?? []) {
          const name = nameOf(firstLeaf(to))
          found.set(name, [...(found.get(name) ?? []), event])
        }
      }
    }
    node = node.parent
  }
  const from = nameOf(leaf)
  return [...found].flatMap(([to, events]) => (to === from ? [] : [{ from, to, events }]))
}

/** Moves that the region makes from wherever it is, power on among them, drawn from `off` alone. */
const edgesOfRegion = (region: StateNode, own: ReadonlySet<string>): readonly ChartEdge[] =>
  [...region.transitions].flatMap(([event, transitions]) =>
    event === 'host.poweredOn'
      ? transitions.flatMap(({ target }) =>
          (target ?? []).flatMap((to) => {
            const name = nameOf(firstLeaf(to))
            return own.has(name) ? [{ from: 'off', to: name, events: [event] }] : []
          }),
        )
      : [],
  )

/** Where the ways of a boot lie: the network at the left, the disk beside it, ends at the right. */
const column = { network: 0, disk: 1, end: 2 } as const

/** Two states stand above the network's: power off and firmware. */
const before = 2

const place = (names: readonly string[], edges: readonly ChartEdge[]): ChartNode[] => {
  const network = names.filter((name) => name.startsWith('network.'))
  const rows = new Map<string, number>([
    ['off', 0],
    ['firmware', 1],
    ...network.map((name, index) => [name, before + index] as const),
    ['disk', before],
    ['kernel', before + network.length],
    ['running', before + network.length + 1],
  ])
  /** An end stands beside the state that leads to it. */
  const rowOfEnd = (name: string): number => {
    const source = edges.findLast(({ from, to }) => to === name && rows.has(from))
    return Math.max(before, rows.get(source?.from ?? '') ?? before)
  }
  return names.map((id) => {
    const row = rows.get(id)
    if (row === undefined) return { id, row: rowOfEnd(id), column: column.end }
    return { id, row, column: id === 'disk' ? column.disk : column.network }
  })
}

/** The boot region of the chart as a graph, read from the machine that runs. */
export const bootGraph = (): ChartGraph => {
  const region: StateNode | undefined = hostMachine.root.states.boot
  if (region === undefined) throw new Error('The chart has no boot region.')
  const leaves = leavesOf(region)
  const names = leaves.map(nameOf)
  const own = new Set(names)
  const edges = [
    ...edgesOfRegion(region, own),
    ...leaves.flatMap((leaf) => edgesFrom(leaf, region)),
  ].filter(({ to }) => own.has(to))
  const nodes = place(names, edges)
  return { nodes, edges, rows: 1 + Math.max(...nodes.map(({ row }) => row)) }
}
