import type { Fact, FactOf, NetworkStage, Recorded } from '../facts/index.ts'
import { bootFileKind, dhcpSpeaker } from './sighting.ts'
import type { HostView, NoteWord, Step, StepId, StepNote, StepState } from './view.ts'

/** The two tracks of a boot as the inspector draws them. */
export type Tracks = { readonly networkTrack: readonly Step[]; readonly diskTrack: readonly Step[] }

type TrackName = keyof Tracks
/** One step that a fact moves. Steps before it that nobody saw end are done: it could not be otherwise. */
type Change = {
  readonly track: TrackName
  readonly id: StepId
  readonly to: StepState
  readonly note?: StepNote
}

const networkSteps = ['link', 'dhcp', 'loader', 'waiter', 'rules', 'image'] as const
const diskSteps = ['bootOrder', 'verified'] as const
const afterKernel = ['started', 'vcenter', 'compliant'] as const

const pending = (id: StepId): Step => ({ id, state: 'pending' })

/** Both tracks before anything happened. */
export const emptyTracks: Tracks = {
  networkTrack: networkSteps.map(pending),
  diskTrack: [...diskSteps, ...afterKernel].map(pending),
}

const stepOfStage: Readonly<Record<NetworkStage, StepId>> = {
  link: 'link',
  dhcp: 'dhcp',
  loader: 'loader',
  ipxe: 'waiter',
  tramp: 'waiter',
  register: 'rules',
  bootConfig: 'image',
  image: 'image',
}

const word = (text: NoteWord): StepNote => ({ kind: 'word', word: text })
const size = (bytes: number): StepNote => ({ kind: 'bytes', bytes })

const net = (id: StepId, to: StepState, note?: StepNote): Change => ({
  track: 'networkTrack',
  id,
  to,
  ...(note !== undefined && { note }),
})
const disk = (id: StepId, to: StepState, note?: StepNote): Change => ({
  ...net(id, to, note),
  track: 'diskTrack',
})
/** A step after the kernel stands on the track the system came by. */
const late = (view: HostView, id: StepId, to: StepState, note?: StepNote): Change[] =>
  view.source === undefined
    ? []
    : [view.source === 'network' ? net(id, to, note) : disk(id, to, note)]

/** A read by TFTP that came to nothing; one of a boot before this is given up when this one is further. */
const readEnded = ({ state }: HostView, file: string): readonly Change[] => {
  if (bootFileKind(file) === 'script')
    return state === 'network.tramp' ? [net('waiter', 'failed')] : []
  return state === 'network.loader' ? [net('loader', 'failed')] : []
}

const fileCut = ({ state }: HostView, fact: FactOf<'waiter.fileCut'>): readonly Change[] => {
  if (fact.earlierBoot) return []
  if (state === 'network.loader') return [net('loader', 'failed', word('cut'))]
  return state === 'network.image' ? [net('image', 'failed', word('cut'))] : []
}

/** What the services' facts say of a host that does not tell itself. */
const sightings = (view: HostView, fact: Fact): readonly Change[] => {
  switch (fact.type) {
    case 'dhcp.discovered':
      return {
        firmware: [net('dhcp', 'active')],
        ipxe: [net('waiter', 'active')],
        system: [],
      }[dhcpSpeaker(fact)]
    case 'tftp.requested':
      return bootFileKind(fact.file) === 'loader' ? [net('loader', 'active')] : []
    case 'tftp.sent':
      return bootFileKind(fact.file) === 'loader' ? [net('loader', 'done', size(fact.bytes))] : []
    // UEFI HTTP Boot has its loader from the waiter.
    case 'waiter.fileServed':
      return view.state === 'network.loader' ? [net('loader', 'done', size(fact.bytes))] : []
    case 'tftp.failed':
    case 'tftp.refused':
      return readEnded(view, fact.file)
    case 'waiter.trampServed':
      return [net('rules', 'active')]
    case 'waiter.imageServed':
      return [net('image', 'done', size(fact.bytes))]
    case 'waiter.refused':
      return view.state === 'network.loader' && view.httpLoader !== undefined
        ? [net('loader', 'failed')]
        : []
    case 'waiter.fileCut':
      return fileCut(view, fact)
    case 'waiter.nextBootUsed':
      return fact.choice.kind === 'disk' ? [disk('bootOrder', 'active', word('presumed'))] : []
    case 'host.fellSilent':
      if (fact.hangs) return [net(stepOfStage[fact.stage], 'failed', word('hung'))]
      return [
        net(stepOfStage[fact.stage], 'failed', word('silent')),
        disk('bootOrder', 'active', word('presumed')),
      ]
    default:
      return []
  }
}

/** The rules step: only the waiter and the rules engine know how it went. */
const decisions = (fact: Fact): readonly Change[] => {
  switch (fact.type) {
    case 'waiter.hostRegistered':
      return [net('rules', 'active')]
    case 'waiter.imageAssigned':
      return [net('rules', 'done'), net('image', 'active')]
    case 'waiter.nextBootUsed':
      return fact.choice.kind === 'disk' ? [net('rules', 'failed', word('declined'))] : []
    case 'waiter.noImage':
      return [net('rules', 'failed', word('noImage'))]
    case 'waiter.undecided':
      return [net('rules', 'failed', word('noAnswer'))]
    default:
      return []
  }
}

const ownWords = (view: HostView, fact: Fact): readonly Change[] => {
  switch (fact.type) {
    case 'firmware.deviceTried':
      return fact.device === 'network'
        ? [net('link', 'active')]
        : [
            disk('bootOrder', 'done', { kind: 'position', position: fact.position, of: fact.of }),
            disk('verified', 'active'),
          ]
    case 'firmware.linkUp':
      return [net('dhcp', 'active')]
    case 'firmware.addressed':
      return [net('loader', 'active')]
    case 'firmware.loaderReceived':
      return [net('loader', 'done', size(fact.bytes))]
    case 'ipxe.started':
      return [net('waiter', 'active')]
    case 'ipxe.trampReceived':
      return [net('rules', 'active')]
    case 'ipxe.bootScriptReceived':
      return [net('image', 'active')]
    case 'mboot.imageReceived':
      return [net('image', 'done', size(fact.bytes))]
    case 'mboot.hung':
      return [net('image', 'failed', word('hung'))]
    case 'firmware.networkFailed':
      return [net(stepOfStage[fact.stage], 'failed', { kind: 'tries', count: fact.tries })]
    case 'host.noImageScreen':
      return [net('rules', 'failed', word('noImage'))]
    case 'disk.imageVerified':
      return [disk('verified', 'done', size(fact.bytes))]
    case 'disk.imageRejected':
      return [disk('verified', 'failed', word(fact.cause))]
    case 'firmware.noBootDevice':
      return view.diskTrack[0]?.state === 'pending'
        ? [disk('bootOrder', 'failed', word('notInOrder'))]
        : []
    default:
      return []
  }
}

/** What happens once a kernel has control. `view` already knows its source. */
const afterwards = (view: HostView, fact: Fact): readonly Change[] => {
  switch (fact.type) {
    case 'kernel.started':
      return late(view, 'started', 'active')
    case 'esxi.up':
    case 'waiter.hostReported':
      return [
        ...late(view, 'started', 'done'),
        ...late(view, 'vcenter', 'active', view.source === 'cache' ? word('manual') : undefined),
      ]
    case 'vcenter.hostConnected':
      return [...late(view, 'vcenter', 'done'), ...late(view, 'compliant', 'active')]
    case 'vcenter.hostNotResponding':
      return view.state === 'running' ? late(view, 'vcenter', 'failed', word('notResponding')) : []
    case 'vcenter.hostDisconnected':
      return late(view, 'vcenter', 'failed', word('disconnected'))
    case 'vcenter.complianceChecked':
      return fact.status === 'unknown'
        ? []
        : late(view, 'compliant', fact.status === 'compliant' ? 'done' : 'failed')
    default:
      return []
  }
}

const changesOf = (view: HostView, fact: Fact): readonly Change[] => [
  ...(view.witness === 'host' ? ownWords(view, fact) : sightings(view, fact)),
  ...decisions(fact),
  ...afterwards(view, fact),
]

const isOpen = (step: Step): boolean => step.state === 'pending' || step.state === 'active'

const settle = (step: Step, change: Change, { at, seq }: Recorded): Step => {
  const startedAt = step.startedAt ?? (change.to === 'active' ? at : undefined)
  // Why a step failed is no longer true of one that goes on.
  const note = change.note ?? (step.state === 'failed' ? undefined : step.note)
  const ended = change.to === 'done' || change.to === 'failed'
  return {
    id: step.id,
    state: change.to,
    ...(startedAt !== undefined && { startedAt }),
    ...(ended && startedAt !== undefined && { took: at - startedAt }),
    ...(note !== undefined && { note }),
    seq,
  }
}

const apply = (steps: readonly Step[], change: Change, recorded: Recorded): readonly Step[] => {
  const place = steps.findIndex((step) => step.id === change.id)
  if (place < 0) return steps
  const passed: Change = { track: change.track, id: change.id, to: 'done' }
  return steps.map((step, index) => {
    if (index === place) {
      // A step that has ended is not begun again, nor ended twice, by a late word about it.
      const late = change.to === step.state || (change.to === 'active' && !isOpen(step))
      return late ? step : settle(step, change, recorded)
    }
    if (index < place) return isOpen(step) ? settle(step, passed, recorded) : step
    return change.to === 'failed' && isOpen(step) ? { id: step.id, state: 'skipped' } : step
  })
}

/** A system that came over the network goes on along the network track; the disk was not needed. */
const joinTracks = (view: HostView, tracks: Tracks): Tracks => {
  if (view.source !== 'network' || tracks.networkTrack.length > networkSteps.length) return tracks
  return {
    networkTrack: [...tracks.networkTrack, ...afterKernel.map(pending)],
    diskTrack: tracks.diskTrack.map((step) =>
      isOpen(step) ? { id: step.id, state: 'skipped' } : step,
    ),
  }
}

/** Both tracks after a fact. `view` is the host with everything but its tracks brought up to it. */
export const foldTracks = (view: HostView, recorded: Recorded): Tracks =>
  changesOf(view, recorded.fact).reduce<Tracks>(
    (tracks, change) => ({
      ...tracks,
      [change.track]: apply(tracks[change.track], change, recorded),
    }),
    joinTracks(view, { networkTrack: view.networkTrack, diskTrack: view.diskTrack }),
  )
