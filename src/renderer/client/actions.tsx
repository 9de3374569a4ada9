import { createContext, useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { componentIds, type PlugId } from '../../shared/base/index.ts'
import { type Fault, holdId } from '../../shared/faults/index.ts'
import type { HostPart, NextBootChoice, Tampering } from '../../shared/facts/index.ts'
import type { DocumentEdit, Server } from '../../shared/contract/index.ts'
import type { DhcpMode, LabDocument } from '../../shared/document/schema.ts'
import { useStrings } from '../strings/index.tsx'
import { namedHosts } from '../strings/named-hosts.ts'
import { saveCsv, saveFile } from './save-file.ts'
import type { LabClient } from './connection.ts'
import { createDesk, type Desk, type DeskSnapshot } from './desk.ts'
import { troubleOf } from './errors.ts'
import { useLabStore } from './react.tsx'

/** Everything a person can ask of the lab from the screen. Each answers by facts, or by a notice. */
export type Actions = {
  readonly pull: (plug: PlugId) => void
  readonly restore: (plug: PlugId) => void
  readonly restoreAll: () => void
  readonly powerOn: (hosts: readonly string[]) => void
  readonly powerOff: (hosts: readonly string[]) => void
  readonly reboot: (hosts: readonly string[]) => void
  /** Sends physical hosts a magic packet. */
  readonly wake: (hosts: readonly string[]) => void
  /** For as long as a notice stands, the last choice is taken back where it is told, or by Ctrl Z. */
  readonly chooseNextBoot: (hosts: readonly string[], choice: NextBootChoice) => void
  readonly takeBackNextBoot: (hosts: readonly string[]) => void
  readonly reconnect: (host: string) => void
  readonly remediate: (host: string) => void
  readonly checkCompliance: (host: string) => void
  readonly placeVm: (host: string) => void
  /** The cables (`uplink`) or the disks of a simulated host. */
  readonly plugPart: (host: string, part: HostPart, isIn: boolean) => void
  readonly tamper: (host: string, how: Tampering) => void
  readonly maintain: (host: string, enter: boolean) => void
  readonly disconnect: (host: string) => void
  /** A step of a queue: none overtakes another of its queue. Resolves with nothing when it was not done. */
  readonly inTurn: <T>(
    queue: Queue,
    title: string,
    work: (client: LabClient) => Promise<T>,
  ) => Promise<T | undefined>
  /** Edits, undo and redo are steps of the document's queue. */
  readonly edit: (edit: DocumentEdit) => void
  /**
   * As `edit`; resolves with what it made, with nothing when the lab refused, which a notice then says. One that is
   * reckoned from the document is made from it as it is when its turn has come.
   */
  readonly change: (edit: DocumentEdit | FromDocument) => Promise<Made | undefined>
  readonly undo: () => void
  readonly redo: () => void
  readonly startLesson: (lesson: string, how?: LessonOptions) => void
  readonly answer: (option: string) => void
  readonly stopLesson: () => void
  readonly injectFault: (fault: Fault) => void
  readonly removeFault: (id: string) => void
  /** Puts a plan (YAML) in. */
  readonly loadPlan: (yaml: string) => void
  /** Hands the faults in force over as a plan. */
  readonly savePlan: () => void
  /** Lets the oldest held message go on. */
  readonly stepFault: () => void
  /** Holds every message of every component, or lets them run again. */
  readonly holdAll: (hold: boolean) => void
  /** Asks an interface's segment for DHCP servers; tells the first that answered, if one did. */
  readonly probe: (name: string, told: (server: Server | undefined) => void) => void
  readonly serve: (order: ServeOrder) => void
  /** Closes every socket on the real interface at once. */
  readonly stopServing: () => void
  /** Lets other computers look on, at an address of this one. */
  readonly openClassroom: (address: string) => void
  readonly closeClassroom: () => void
  /** Hands the marks of all lessons over as a file. */
  readonly saveMarks: () => void
  /** Hands the kept packets over as a file for Wireshark. */
  readonly saveCapture: () => void
}

/** In the document's: what changes the lab's document or goes by it. The others are for work beside it. */
export type Queue = 'document' | 'exports' | 'rulesTest' | 'store' | 'storm'

/** An edit that was made: the version it led to, and what it did in words. */
export type Made = { readonly version: number; readonly summary: string }

/** The edit that a document needs. Throws the `LabError` of one that cannot be made. */
export type FromDocument = (document: LabDocument) => DocumentEdit

/** How a real interface is served; `typed` is its name as the person typed it. */
export type ServeOrder = {
  readonly interface: string
  readonly typed: string
  readonly mode: DhcpMode
  readonly address?: string
  readonly pool?: string
  readonly router?: string
}

/** `interactive`: the lesson's questions wait for an answer. */
export type LessonOptions = {
  readonly interactive?: boolean
  readonly variant?: string
  readonly student?: string
}

const DeskContext = createContext<Desk | undefined>(undefined)
const ActionsContext = createContext<Actions | undefined>(undefined)

const found = <T,>(value: T | undefined): T => {
  if (value === undefined) throw new Error('No actions above this component.')
  return value
}

/** Makes the actions, and keeps what is under way and what failed. */
export const ActionsProvider = ({ children }: { readonly children: ReactNode }) => {
  const store = useLabStore()
  const strings = useStrings()
  const desk = useMemo(() => createDesk(), [])
  const actions = useMemo<Actions>(() => {
    const { toasts, plugs } = strings
    const otherwise = { message: toasts.noAnswer, remedy: toasts.noAnswerRemedy }
    const told = (error: unknown) => troubleOf(error, otherwise)
    const ask = (key: string, title: string, work: (client: LabClient) => Promise<unknown>) =>
      void desk.ask(key, async () => work(store.client()), told, title)
    const inTurn: Actions['inTurn'] = (queue, title, work) =>
      desk.askInTurn(queue, async () => work(store.client()), told, title)
    const step = (work: (client: LabClient) => Promise<Made>) => {
      desk.withdrawBack()
      return inTurn('document', toasts.failed.edit, work)
    }
    const change: Actions['change'] = (edit) =>
      step(async (client) =>
        client.document.edit(
          typeof edit === 'function' ? edit((await client.lab.state()).document) : edit,
        ),
      )
    const onHost = (
      verb:
        | 'reconnect'
        | 'remediate'
        | 'checkCompliance'
        | 'placeVm'
        | 'disconnect'
        | 'enterMaintenance'
        | 'exitMaintenance',
      host: string,
    ) => ask(`host:${host}`, toasts.failed.host(host), (client) => client.host[verb]({ host }))
    const failedFor = (hosts: readonly string[]): string =>
      toasts.failed.host(namedHosts(hosts, strings))
    const power = (verb: 'powerOn' | 'powerOff' | 'reboot' | 'wake', hosts: readonly string[]) => {
      if (hosts.length === 0) return
      ask(`power:${hosts.join(' ')}`, failedFor(hosts), (client) =>
        client.host[verb]({ hosts: [...hosts] }),
      )
    }
    const onNextBoot = (hosts: readonly string[], work: (client: LabClient) => Promise<void>) =>
      ask(`nextBoot:${hosts.join(' ')}`, failedFor(hosts), work)
    return {
      pull: (plug) =>
        ask(`plug:${plug}`, toasts.failed.pull(plugs[plug]), (client) =>
          client.plug.pull({ plug }),
        ),
      restore: (plug) =>
        ask(`plug:${plug}`, toasts.failed.restore(plugs[plug]), (client) =>
          client.plug.restore({ plug }),
        ),
      restoreAll: () =>
        ask('plug:all', toasts.failed.restoreAll, (client) => client.lab.restoreEverything()),
      powerOn: (hosts) => power('powerOn', hosts),
      powerOff: (hosts) => power('powerOff', hosts),
      reboot: (hosts) => power('reboot', hosts),
      wake: (hosts) => power('wake', hosts),
      chooseNextBoot: (hosts, choice) =>
        onNextBoot(hosts, async (client) => {
          await client.host.chooseNextBoot({ hosts: [...hosts], choice })
          desk.offerBack({ hosts, choice })
        }),
      takeBackNextBoot: (hosts) =>
        onNextBoot(hosts, async (client) => {
          await client.host.takeBackNextBoot({ hosts: [...hosts] })
          desk.withdrawBack()
        }),
      reconnect: (host) => onHost('reconnect', host),
      remediate: (host) => onHost('remediate', host),
      checkCompliance: (host) => onHost('checkCompliance', host),
      placeVm: (host) => onHost('placeVm', host),
      plugPart: (host, part, isIn) =>
        ask(`${part}:${host}`, toasts.failed.host(host), (client) =>
          client.host[isIn ? 'plugIn' : 'unplug']({ hosts: [host], part }),
        ),
      tamper: (host, how) =>
        ask(`host:${host}`, toasts.failed.host(host), (client) =>
          client.host.tamper({ hosts: [host], how }),
        ),
      maintain: (host, enter) => onHost(enter ? 'enterMaintenance' : 'exitMaintenance', host),
      disconnect: (host) => onHost('disconnect', host),
      inTurn,
      edit: (edit) => void change(edit),
      change,
      undo: () => void step((client) => client.document.undo()),
      redo: () => void step((client) => client.document.redo()),
      startLesson: (lesson, how = {}) =>
        ask('lesson', toasts.failed.lesson, (client) => client.lesson.start({ lesson, ...how })),
      answer: (option) =>
        ask('lesson', toasts.failed.answer, (client) => client.lesson.answer({ option })),
      injectFault: (fault) =>
        ask('fault', toasts.failed.fault, (client) => client.fault.inject(fault)),
      removeFault: (id) =>
        ask('fault', toasts.failed.fault, (client) => client.fault.remove({ id })),
      loadPlan: (yaml) =>
        ask('fault', toasts.failed.fault, (client) => client.fault.load({ yaml })),
      savePlan: () =>
        ask('fault', toasts.failed.fault, async (client) => {
          const { yaml } = await client.fault.save({ title: strings.faults.savedTitle })
          saveFile('faults.yaml', yaml, 'text/yaml')
        }),
      stepFault: () => ask('fault', toasts.failed.fault, (client) => client.fault.step()),
      holdAll: (hold) =>
        ask('fault', toasts.failed.fault, async (client) => {
          const standing = new Set((await client.fault.list()).map(({ fault }) => fault.id))
          for (const component of componentIds) {
            const id = holdId(component)
            if (standing.has(id) === hold) continue
            await (hold
              ? client.fault.inject({ id, component, effect: { kind: 'hold' } })
              : client.fault.remove({ id }))
          }
        }),
      probe: (name, heard) =>
        ask(`probe:${name}`, toasts.failed.probe(name), async (client) =>
          heard((await client.network.probe({ interface: name })).server),
        ),
      serve: (order) =>
        ask('serve', toasts.failed.serve(order.interface), (client) => client.network.serve(order)),
      stopServing: () =>
        ask('serving', toasts.failed.stopServing, (client) => client.network.stop()),
      openClassroom: (address) =>
        ask('classroom', toasts.failed.openClassroom, (client) =>
          client.classroom.open({ address }),
        ),
      closeClassroom: () =>
        ask('classroom', toasts.failed.closeClassroom, (client) => client.classroom.close()),
      saveMarks: () =>
        ask('marks', toasts.failed.marks, async (client) => {
          const { csv } = await client.lesson.marks()
          saveCsv('marks.csv', csv)
        }),
      saveCapture: () =>
        ask('capture', toasts.failed.capture, async (client) => {
          const { pcapng } = await client.capture.file()
          const bytes = Uint8Array.from(atob(pcapng), (letter) => letter.codePointAt(0) ?? 0)
          saveFile('headwaiter.pcapng', bytes, 'application/x-pcapng')
        }),
      stopLesson: () => ask('lesson', toasts.failed.lesson, (client) => client.lesson.stop()),
    }
  }, [desk, store, strings])
  return (
    <DeskContext value={desk}>
      <ActionsContext value={actions}>{children}</ActionsContext>
    </DeskContext>
  )
}

export const useActions = (): Actions => found(useContext(ActionsContext))

export const useDeskHandle = (): Desk => found(useContext(DeskContext))

/** What is under way and what failed. */
export const useDesk = <T,>(select: (desk: DeskSnapshot) => T): T => {
  const desk = useDeskHandle()
  return useSyncExternalStore(desk.subscribe, () => select(desk.snapshot()))
}
