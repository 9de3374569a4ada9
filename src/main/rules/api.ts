import { unknownHost, type Clock, type ComponentId, type HostId } from '../../shared/base/index.ts'
import type { DocumentEdit } from '../../shared/contract/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { HostAttributes, NextBootChoice } from '../../shared/facts/index.ts'
import {
  createConsole,
  exportRules,
  type ConsoleResult,
  type RunOptions,
} from '../../shared/powercli/index.ts'
import {
  compileRuleSet,
  discoveredHosts,
  explain,
  nextBootChanges,
  nothingSent,
  previewPatterns,
  type ComplianceTest,
  type DecidedBoot,
  type DiscoveredHost,
  type Explanation,
  type NextBoot,
  type Preview,
  type SetName,
} from '../../shared/rules/index.ts'
import type { JournalStore } from '../journal/store.ts'
import type { Record } from '../record.ts'
import { createAssociations } from './associate.ts'
import { createConsoleLab, type ConsoleLabDeps } from './console-lab.ts'
import { createConsoles } from './consoles.ts'
import { openKnowledge } from './knowledge.ts'
import { createNextBoots } from './next-boot.ts'
import { streamed, type ConsoleStep } from './streamed.ts'

export type RulesApiDeps = {
  readonly document: () => LabDocument
  readonly edit: (edit: DocumentEdit) => Promise<unknown>
  readonly images: ConsoleLabDeps['images']
  readonly certificates?: ConsoleLabDeps['certificates']
  readonly journal: Pick<JournalStore, 'read' | 'subscribe'>
  readonly record: Record
  /** Whether a component's plug is in. */
  readonly isUp: (component: ComponentId) => boolean
  readonly vcenter: ConsoleLabDeps['vcenter']
  readonly power: ConsoleLabDeps['power']
  readonly clock: Pick<Clock, 'sleep'>
}

type Hosts = { readonly hosts: readonly HostId[] }
type Which = { readonly console: string }

/** What the API and the command line ask of rules and consoles; the shapes are the contract's. */
export type RulesApi = {
  readonly rules: {
    explain(asked: {
      readonly set: SetName
      readonly host?: HostId | undefined
      readonly attributes?: Loose<HostAttributes> | undefined
    }): Promise<Explanation>
    preview(asked: { readonly patterns: readonly string[] }): Promise<Preview>
    nextBoot(): Promise<NextBoot[]>
    test(asked: { readonly hosts?: readonly HostId[] | undefined }): Promise<ComplianceTest[]>
    repair(asked: Hosts): Promise<ComplianceTest[]>
    boots(asked: { readonly host: HostId }): Promise<DecidedBoot[]>
    discovered(): Promise<DiscoveredHost[]>
    forget(asked: Hosts): Promise<void>
    recall(asked: Hosts): Promise<void>
    chooseNextBoot(asked: Hosts & { readonly choice: NextBootChoice }): Promise<void>
    takeBackNextBoot(asked: Hosts): Promise<void>
    export(): Promise<{ script: string }>
    run(asked: { readonly script: string }, options?: RunOptions): Promise<Wire<ConsoleResult>>
  }
  readonly powercli: {
    open(): Promise<{ console: string }>
    run(
      asked: Which & { readonly text: string },
      options?: RunOptions,
    ): Promise<Wire<ConsoleResult>>
    follow(
      asked: Which & { readonly text: string },
      signal: AbortSignal,
    ): AsyncGenerator<ConsoleStep, void>
    complete(asked: Which & { readonly text: string; readonly cursor: number }): Promise<{
      from: number
      to: number
      candidates: string[]
    }>
    history(asked: Which): Promise<{ id: number; text: string }[]>
    close(asked: Which): Promise<void>
  }
  /** Hosts, and the image profiles that are stored for each or chosen for its next boot. */
  associated(): Promise<{ readonly host: HostId; readonly imageProfile: string }[]>
  /** Reads the journal before the first question does: somebody who types does not wait for it. */
  ready(): Promise<void>
  /** Stops following the journal. */
  close(): Promise<void>
}

/** Every property may be missing or undefined. */
type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** The same data with arrays of its own, as the contract's types have them. */
type Wire<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] }

const onWire = ({ lines, errors, incomplete }: ConsoleResult): Wire<ConsoleResult> => ({
  lines: [...lines],
  errors,
  incomplete,
})

/** The attributes typed in over those that are known; what is undefined was not typed. */
const asked = (
  known: HostAttributes | undefined,
  typed: Loose<HostAttributes> = {},
): HostAttributes => {
  const given = Object.entries(typed).filter(([, value]) => value !== undefined)
  return { ...nothingSent, ...known, ...Object.fromEntries(given) }
}

/** What answers are made from; read from the journal when the first question comes. */
const openGround = async (deps: RulesApiDeps) => {
  const knowledge = await openKnowledge(deps)
  const hosts = () => knowledge.hosts()
  const host = (id: HostId) => knowledge.host(id)
  const associations = createAssociations({ ...deps, host })
  const lab = createConsoleLab({ ...deps, hosts, associations })
  const { memory } = knowledge
  const isKnown = (id: HostId) => host(id) !== undefined
  const nextBoots = createNextBoots({ ...deps, memory, isKnown })
  return { knowledge, hosts, host, associations, nextBoots, lab, consoles: createConsoles(lab) }
}

/** The rules' side of the API over the other rooms. */
export const createRulesApi = (deps: RulesApiDeps): RulesApi => {
  const { document, record } = deps
  let opening: ReturnType<typeof openGround> | undefined
  /** One that could not be read is tried again by the next question. */
  const ground = () =>
    (opening ??= openGround(deps).catch((error: unknown) => {
      opening = undefined
      throw error
    }))
  const compiled = (set: SetName) => compileRuleSet(document().rules, set)

  return {
    rules: {
      explain: async ({ set, host, attributes }) => {
        const { host: hostNow, hosts, knowledge } = await ground()
        const known = host === undefined ? undefined : hostNow(host)
        if (host !== undefined && known === undefined)
          throw unknownHost(
            host,
            hosts().map(({ id }) => id),
          )
        // Attributes typed in are a question of "what if": what is kept for the host does not answer it.
        const kept =
          known === undefined || attributes !== undefined
            ? {}
            : { stored: known.stored, nextBoot: knowledge.memory.nextBoot.get(known.id) }
        const machine = document().hosts.find(({ id }) => id === host)
        return explain(compiled(set), asked(known?.attributes, attributes), { ...kept, machine })
      },
      preview: async ({ patterns }) => previewPatterns(patterns, (await ground()).hosts()),
      nextBoot: async () => {
        const { hosts } = await ground()
        return [...nextBootChanges(compiled('active'), compiled('working'), hosts())]
      },
      test: async ({ hosts: named }) => {
        const { associations, hosts } = await ground()
        const inVcenter = hosts().filter(({ stored }) => stored !== undefined)
        return (named ?? inVcenter.map(({ id }) => id)).map((id) => associations.test(id))
      },
      repair: async ({ hosts }) => {
        const { associations } = await ground()
        const tests: ComplianceTest[] = []
        for (const id of hosts) tests.push(await associations.repair(id))
        return tests
      },
      boots: async ({ host }) => [...((await ground()).knowledge.past.boots.get(host) ?? [])],
      discovered: async () => [...discoveredHosts((await ground()).knowledge.discovered)],
      forget: async ({ hosts }) => {
        await record({ type: 'rules.hostsForgotten', hosts: [...hosts] })
      },
      recall: async ({ hosts }) => {
        await record({ type: 'rules.hostsRecalled', hosts: [...hosts] })
      },
      chooseNextBoot: async ({ hosts, choice }) => (await ground()).nextBoots.choose(hosts, choice),
      takeBackNextBoot: async ({ hosts }) => (await ground()).nextBoots.takeBack(hosts),
      export: () => Promise.resolve({ script: exportRules(document()) }),
      run: async ({ script }, options) => {
        const { lab } = await ground()
        return onWire(await createConsole(lab).run(script, { ...options, isWhole: true }))
      },
    },
    powercli: {
      open: async () => ({ console: (await ground()).consoles.open() }),
      run: async ({ console, text }, options) => {
        const { consoles } = await ground()
        return onWire(await consoles.get(console).run(text, options))
      },
      follow: ({ console, text }, signal) =>
        streamed(
          async (options) => (await ground()).consoles.get(console).run(text, options),
          signal,
        ),
      complete: async ({ console, text, cursor }) => {
        const { consoles } = await ground()
        const { from, to, candidates } = consoles.get(console).complete(text, cursor)
        return { from, to, candidates: [...candidates] }
      },
      history: async ({ console }) => [...(await ground()).consoles.get(console).history()],
      close: async ({ console }) => (await ground()).consoles.close(console),
    },
    associated: async () => {
      const { hosts, knowledge } = await ground()
      return hosts().flatMap(({ id: host, stored }) => {
        const once = knowledge.memory.nextBoot.get(host)
        const images = new Set([
          stored?.association.imageProfile,
          once?.kind === 'image' ? once.imageProfile : undefined,
        ])
        return [...images].flatMap((imageProfile) =>
          imageProfile === undefined ? [] : [{ host, imageProfile }],
        )
      })
    },
    ready: async () => void (await ground()).hosts(),
    close: async () => {
      const opened = await opening?.catch(() => undefined)
      opened?.knowledge.close()
    },
  }
}
