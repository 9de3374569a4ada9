import type { LabDocument } from '../document/schema.ts'
import { hostOf, type Fact, type Recorded } from '../facts/index.ts'
import { absencesAfter } from '../host/absences.ts'
import { foldHost, newHost } from '../host/fold.ts'
import type { HostView } from '../host/view.ts'
import { addCounts, emptyComponents, foldComponents, type Components } from './components.ts'
import type { LabView } from './view.ts'

/** The lab before its first fact: the document's hosts, all off; no component listening. */
export const emptyLab = (document: LabDocument): LabView =>
  withDocument(
    { seq: 0, at: 0, hosts: new Map(), components: emptyComponents, absences: [] },
    document,
  )

/** The same lab with hosts that a newer document names. Hosts that were seen stay. */
export const withDocument = (view: LabView, document: LabDocument): LabView => {
  const named = document.hosts.map(({ id, mac, firmware }): [string, HostView] => [
    id,
    { ...(view.hosts.get(id) ?? newHost(id)), mac, firmware },
  ])
  return { ...view, hosts: new Map([...view.hosts, ...named]) }
}

type Lesson = NonNullable<LabView['lesson']>

const lessonAfter = (lesson: Lesson | undefined, fact: Fact): Lesson | undefined => {
  switch (fact.type) {
    case 'lesson.started':
      return { id: fact.lesson, title: fact.title }
    case 'lesson.stepStarted':
      return lesson?.id === fact.lesson ? { ...lesson, step: fact.step } : lesson
    case 'lesson.ended':
      return undefined
    default:
      return lesson
  }
}

const present = (value: boolean): number => (value ? 1 : 0)

/** Leases and connections counted by what changed for one host. */
const countHost = (
  components: Components,
  before: HostView | undefined,
  after: HostView,
): Components => {
  const leases = present(after.address !== undefined) - present(before?.address !== undefined)
  const change = (state: HostView['connection']): number =>
    present(after.connection === state) - present(before?.connection === state)
  const changes = [
    ['dhcp', 'leases', leases],
    ['vcenter', 'connected', change('connected')],
    ['vcenter', 'notResponding', change('notResponding')],
  ] as const
  return addCounts(
    components,
    changes.filter(([, , by]) => by !== 0),
  )
}

const servedAfter = (served: LabView['served'], fact: Fact): LabView['served'] =>
  fact.type === 'mboot.imageReceived' && served?.get(fact.imageProfile) !== fact.digest
    ? new Map([...(served ?? []), [fact.imageProfile, fact.digest]])
    : served

/** Copied as a map: that is quicker than by a list of its entries, and is done for each few facts. */
const withChanged = (hosts: LabView['hosts'], changed: LabView['hosts']): LabView['hosts'] => {
  const next = new Map(hosts)
  for (const [id, host] of changed) next.set(id, host)
  return next
}

/** The lab after more facts, oldest first. Pure; what no fact touched is shared with the view before. */
export const foldLab = (view: LabView, facts: Recorded | readonly Recorded[]): LabView => {
  const all = 'fact' in facts ? [facts] : facts
  const last = all.at(-1)
  if (last === undefined) return view
  let components: Components = view.components
  let lesson = view.lesson
  let served = view.served
  let absences = view.absences
  const changed = new Map<string, HostView>()
  for (const recorded of all) {
    components = foldComponents(components, recorded)
    lesson = lessonAfter(lesson, recorded.fact)
    absences = absencesAfter(absences, recorded)
    served = servedAfter(served, recorded.fact)
    const id = hostOf(recorded.fact)
    if (id === undefined) continue
    const before = changed.get(id) ?? view.hosts.get(id)
    const after = foldHost(before, recorded)
    components = countHost(components, before, after)
    changed.set(id, after)
  }
  return {
    seq: last.seq,
    at: last.at,
    hosts: changed.size === 0 ? view.hosts : withChanged(view.hosts, changed),
    components,
    absences,
    ...(served !== undefined && { served }),
    ...(lesson !== undefined && { lesson }),
  }
}
