import type { ImportSource } from '../../shared/contract/index.ts'
import type { LabClient } from '../client/connection.ts'
import type { Trouble } from '../client/errors.ts'
import { bringIn, sourceOf, type Choice, type Step } from './bring-in.ts'
import type { Drop } from './gather.ts'
import { createPace, type Pace } from './pace.ts'

/** Where the import of this window stands. */
export type ImportState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running'
      readonly name: string
      readonly step?: Step
      readonly pace?: Pace
    }
  | { readonly kind: 'added'; readonly name: string; readonly imageProfile: string }
  /** A lab file is open to be looked at; `url` is its page, where it got no window of its own. */
  | { readonly kind: 'recording'; readonly name: string; readonly url?: string }
  | { readonly kind: 'failed'; readonly name: string; readonly trouble: Trouble }

export type ImportSnapshot = {
  readonly state: ImportState
  /** Names of what waits for its turn. */
  readonly waiting: readonly string[]
}

export type ImportDesk = {
  readonly snapshot: () => ImportSnapshot
  readonly subscribe: (changed: () => void) => () => void
  /** Imports each, one after the other. */
  readonly take: (drops: readonly Drop[]) => void
  /** Tries what failed again, under another name or with another profile of the bundle. */
  readonly retry: (choice: Choice) => void
  /** Ends what is under way; what waits goes on. */
  readonly cancel: () => void
  /** Clears what is over. */
  readonly dismiss: () => void
}

/** A lab file is looked at, everything else is taken in. */
export const isRecording = (name: string): boolean => name.toLowerCase().endsWith('.lab')

/** An import as it goes on: its source is kept, so that another try uploads nothing again. */
type Job = { readonly drop: Drop; source?: ImportSource }

/** The imports of this window. `now` in ms that only grow; `troubleOf` says what an error means. */
export const createImportDesk = ({
  client,
  now,
  troubleOf,
}: {
  readonly client: () => LabClient
  readonly now: () => number
  readonly troubleOf: (error: unknown) => Trouble
}): ImportDesk => {
  const listeners = new Set<() => void>()
  const queue: Drop[] = []
  let snapshot: ImportSnapshot = { state: { kind: 'idle' }, waiting: [] }
  let failed: Job | undefined
  let running: AbortController | undefined

  const set = (state: ImportState) => {
    snapshot = { state, waiting: queue.map(({ name }) => name) }
    for (const listener of listeners) listener()
  }

  const forget = () => {
    const source = failed?.source
    failed = undefined
    if (source?.kind === 'upload')
      client()
        .imports.dropUpload({ upload: source.upload })
        .catch(() => undefined)
  }

  const work = async (job: Job, choice: Choice, signal: AbortSignal): Promise<ImportState> => {
    const { name, problem } = job.drop
    if (problem !== undefined) throw problem
    let phase: Step['phase'] | undefined
    let pace = createPace()
    const told = (step: Step) => {
      if (step.phase !== phase) pace = createPace()
      phase = step.phase
      const reckoned = pace(now(), step.done, step.total)
      set({ kind: 'running', name, step, ...(reckoned && { pace: reckoned }) })
    }
    set({ kind: 'running', name })
    const source = job.source ?? (await sourceOf(client(), job.drop, signal, told))
    if (isRecording(name)) {
      // The lab forgets this upload whatever comes of it: another try hands it over again.
      const { url } = await client().imports.openRecording({ source }, { signal })
      return { kind: 'recording', name, ...(url !== undefined && { url }) }
    }
    job.source = source
    const imageProfile = await bringIn(client(), source, choice, signal, told)
    return { kind: 'added', name, imageProfile }
  }

  const start = async (job: Job, choice: Choice = {}) => {
    const over = new AbortController()
    running = over
    const { name } = job.drop
    try {
      set(await work(job, choice, over.signal))
    } catch (error) {
      failed = job
      if (over.signal.aborted) forget()
      set(
        over.signal.aborted
          ? { kind: 'idle' }
          : { kind: 'failed', name, trouble: troubleOf(error) },
      )
    }
    running = undefined
    // What failed waits for its person; what was cancelled does not hold the others up.
    if (failed === undefined) next()
  }

  const next = () => {
    const drop = running === undefined ? queue.shift() : undefined
    if (drop !== undefined) void start({ drop })
  }

  return {
    snapshot: () => snapshot,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    take: (drops) => {
      queue.push(...drops)
      if (failed === undefined) next()
      set(snapshot.state)
    },
    retry: (choice) => {
      const job = failed
      failed = undefined
      if (job !== undefined) void start(job, choice)
    },
    cancel: () => running?.abort(),
    dismiss: () => {
      forget()
      set({ kind: 'idle' })
      next()
    },
  }
}
