import { cardOfTurnedUp } from '../base/index.ts'
import type { LabDocument } from '../document/schema.ts'
import { hostOf, type Fact, type Recorded } from '../facts/index.ts'
import { absencesAfter } from '../host/absences.ts'
import { foldHost, newHost } from '../host/fold.ts'
import type { HostView } from '../host/view.ts'
import type { Turnover } from '../rack/touched.ts'
import { addCounts, emptyComponents, foldComponents, type Components } from './components.ts'
import type { LabView } from './view.ts'

/** The lab before its first fact: the document's hosts, all off; no component listening. */
export const emptyLab = (document: LabDocument): LabView =>
  withDocument(
    { seq: 0, at: 0, hosts: new Map(), components: emptyComponents, absences: [] },
    document,
  )

type HostMap = LabView['hosts']

const nobody: HostMap = new Map()

/** The same lab with hosts that a newer document names. Hosts that were seen stay, and those that left are away. */
export const withDocument = (view: LabView, document: LabDocument): LabView => {
  const hosts = new Map(view.hosts)
  const gone = new Map(view.gone)
  for (const { id, mac, firmware } of document.hosts) {
    const [where, host] = gone.has(id) ? [gone, gone.get(id)] : [hosts, hosts.get(id)]
    where.set(id, { ...(host ?? newHost(id)), mac, firmware })
  }
  return { ...view, hosts, ...(view.gone && { gone }) }
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

type Classroom = NonNullable<LabView['classroom']>

const classroomAfter = (classroom: Classroom | undefined, fact: Fact): Classroom | undefined => {
  switch (fact.type) {
    case 'classroom.opened':
      return { on: fact.on, screens: 0 }
    case 'classroom.attended':
      return classroom && { ...classroom, screens: fact.screens }
    case 'classroom.closed':
    // A program that was killed has told nobody that it closed.
    case 'lab.opened':
      return undefined
    default:
      return classroom
  }
}

const present = (value: boolean): number => (value ? 1 : 0)

/** Leases and connections counted by what changed for one host; undefined where it is not in the lab. */
const countHost = (
  components: Components,
  before: HostView | undefined,
  after: HostView | undefined,
): Components => {
  const leased = (host: HostView | undefined): number =>
    present(host?.address !== undefined && host.addressedElsewhere !== true)
  const leases = leased(after) - leased(before)
  const change = (state: HostView['connection']): number =>
    present(after?.connection === state) - present(before?.connection === state)
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

type Presence = {
  readonly hosts: HostMap
  readonly gone: HostMap
  readonly components: Components
}

/** Hosts that leave stand aside as they are, and come back so; what an other machine is, it has not sent yet. */
const turnedOver = (
  { hosts, gone, components }: Presence,
  { added, removed, changed }: Turnover,
): Presence => {
  const [here, aside] = [new Map(hosts), new Map(gone)]
  let counted = components
  // A name that a machine would have without one in the document, and that nobody has seen, is no host.
  const isNobody = (id: string): boolean =>
    cardOfTurnedUp(id) !== undefined && !here.has(id) && !aside.has(id)
  for (const id of removed) {
    if (isNobody(id)) continue
    const host = here.get(id)
    counted = countHost(counted, host, undefined)
    const { nextBoot: _chosen, ...left } = host ?? newHost(id)
    aside.set(id, left)
    here.delete(id)
  }
  for (const id of added) {
    if (isNobody(id)) continue
    const host = here.get(id) ?? aside.get(id) ?? newHost(id)
    counted = countHost(counted, here.get(id), host)
    here.set(id, host)
    aside.delete(id)
  }
  for (const id of changed) {
    const { attributes: _sent, nextBoot: _chosen, ...host } = here.get(id) ?? newHost(id)
    here.set(id, host)
  }
  return { hosts: here, gone: aside, components: counted }
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
  let { classroom, components, lesson, served, absences, hosts, gone = nobody } = view
  const changed = new Map<string, HostView>()
  for (const recorded of all) {
    const { fact } = recorded
    components = foldComponents(components, recorded)
    lesson = lessonAfter(lesson, fact)
    classroom = classroomAfter(classroom, fact)
    absences = absencesAfter(absences, recorded)
    served = servedAfter(served, fact)
    if (fact.type === 'document.changed' && fact.hosts !== undefined) {
      const here = withChanged(hosts, changed)
      ;({ hosts, gone, components } = turnedOver({ hosts: here, gone, components }, fact.hosts))
      changed.clear()
    }
    const id = hostOf(fact)
    if (id === undefined) continue
    const away = gone.get(id)
    if (away !== undefined) {
      gone = new Map(gone).set(id, foldHost(away, recorded))
      continue
    }
    const before = changed.get(id) ?? hosts.get(id)
    const after = foldHost(before, recorded)
    components = countHost(components, before, after)
    changed.set(id, after)
  }
  return {
    seq: last.seq,
    at: last.at,
    hosts: changed.size === 0 ? hosts : withChanged(hosts, changed),
    components,
    absences,
    ...(gone.size > 0 && { gone }),
    ...(served !== undefined && { served }),
    ...(lesson !== undefined && { lesson }),
    ...(classroom !== undefined && { classroom }),
  }
}
