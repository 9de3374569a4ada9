import type { ImportSource } from '../../shared/contract/index.ts'
import type { LabClient } from '../client/connection.ts'
import type { Trouble } from '../client/errors.ts'
import { bringIn, sourceOf, type Choice, type Step } from './bring-in.ts'
import type { Drop } from './gather.ts'
import { createPace, type Pace } from './pace.ts'

/** The import that is under way. */
export type Running = { readonly name: string; readonly step?: Step; readonly pace?: Pace }

type Ended =
  | { readonly kind: 'added'; readonly name: string; readonly imageProfile: string }
  /** A lab file is open to be looked at; `url` is its page, where it got no window of its own. */
  | { readonly kind: 'recording'; readonly name: string; readonly url?: string }
  | { readonly kind: 'failed'; readonly name: string; readonly trouble: Trouble }

/** What became of an import; it is shown until its person has seen it. */
export type Outcome = Ended & { readonly id: number }

export type ImportSnapshot = {
  readonly running?: Running
  /** Names of what waits for its turn. */
  readonly waiting: readonly string[]
  /** Oldest first. */
  readonly outcomes: readonly Outcome[]
}

export type ImportDesk = {
  readonly snapshot: () => ImportSnapshot
  readonly subscribe: (changed: () => void) => () => void
  /** Imports each, one after the other; what failed holds nothing up. */
  readonly take: (drops: readonly Drop[]) => void
  /** Tries what failed again, under another name or with another profile of the bundle. */
  readonly retry: (id: number, choice: Choice) => void
  /** Ends what is under way; what waits goes on. */
  readonly cancel: () => void
  /** Clears what is over: one, or all. */
  readonly dismiss: (id?: number) => void
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
  const queue: { readonly job: Job; readonly choice: Choice }[] = []
  const failed = new Map<number, Job>()
  let snapshot: ImportSnapshot = { waiting: [], outcomes: [] }
  let lastId = 0
  let abort: AbortController | undefined

  const set = (outcomes: readonly Outcome[], running?: Running) => {
    const waiting = queue.map(({ job }) => job.drop.name)
    snapshot = { ...(running && { running }), waiting, outcomes }
    for (const listener of listeners) listener()
  }

  const forget = ({ source }: Job) => {
    if (source?.kind === 'upload')
      client()
        .imports.dropUpload({ upload: source.upload })
        .catch(() => undefined)
  }

  const work = async (job: Job, choice: Choice, signal: AbortSignal): Promise<Ended> => {
    const { name, problem } = job.drop
    if (problem !== undefined) throw problem
    let phase: Step['phase'] | undefined
    let pace = createPace()
    const told = (step: Step) => {
      if (step.phase !== phase) pace = createPace()
      phase = step.phase
      const reckoned = pace(now(), step.done, step.total)
      set(snapshot.outcomes, { name, step, ...(reckoned && { pace: reckoned }) })
    }
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

  /** What became of a job; nothing of one that was cancelled. */
  const endOf = async (job: Job, choice: Choice): Promise<Outcome | undefined> => {
    const { signal } = (abort = new AbortController())
    lastId += 1
    const id = lastId
    try {
      return { ...(await work(job, choice, signal)), id }
    } catch (error) {
      if (signal.aborted) {
        forget(job)
        return undefined
      }
      failed.set(id, job)
      return { kind: 'failed', name: job.drop.name, trouble: troubleOf(error), id }
    }
  }

  const next = async (): Promise<void> => {
    const first = abort === undefined ? queue.shift() : undefined
    if (first === undefined) return
    const { job, choice } = first
    set(snapshot.outcomes, { name: job.drop.name })
    const outcome = await endOf(job, choice)
    abort = undefined
    set(outcome === undefined ? snapshot.outcomes : [...snapshot.outcomes, outcome])
    await next()
  }

  /** Takes the outcomes away that are over. */
  const clear = (isOver: (outcome: Outcome) => boolean) => {
    set(
      snapshot.outcomes.filter((outcome) => !isOver(outcome)),
      snapshot.running,
    )
  }

  return {
    snapshot: () => snapshot,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    take: (drops) => {
      // What went well before is no news any more.
      const isNew = abort === undefined
      queue.push(...drops.map((drop) => ({ job: { drop }, choice: {} })))
      clear(({ kind }) => isNew && kind !== 'failed')
      void next()
    },
    retry: (id, choice) => {
      const job = failed.get(id)
      if (job === undefined) return
      failed.delete(id)
      queue.unshift({ job, choice })
      clear((outcome) => outcome.id === id)
      void next()
    },
    cancel: () => abort?.abort(),
    dismiss: (id) => {
      const isOver = (outcome: Outcome) => id === undefined || outcome.id === id
      for (const outcome of snapshot.outcomes.filter(isOver)) {
        const job = failed.get(outcome.id)
        failed.delete(outcome.id)
        if (job !== undefined) forget(job)
      }
      clear(isOver)
    },
  }
}
