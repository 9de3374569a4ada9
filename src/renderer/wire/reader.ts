import { chunkSize, type Recorded } from '../../shared/facts/index.ts'
import type { FactList } from '../client/facts.ts'

/** Something built from the first facts of a journal, fact by fact. */
export type Reader<T> = {
  /** What exactly the first `count` facts make. */
  readonly read: (facts: FactList, count: number) => T
  /** Reads towards `count` while `goesOn` says so. How many facts can then be had without more reading, at most `count`. */
  readonly advance: (facts: FactList, count: number, goesOn: () => boolean) => number
}

/** Facts between two looks whether to go on. */
const stride = 128

const always = (): boolean => true

/** Facts between two copies of what is being built: that far back, and no further, is read again. */
const spacing = 4 * chunkSize

/**
 * Keeps one `Built` value up to date. `finish` makes what readers get, a new value each time. Where a
 * `copy` can be made, going back costs little; else it means starting again.
 */
export const createReader = <Built, T>(
  start: () => Built,
  add: (built: Built, recorded: Recorded, place: number) => void,
  finish: (built: Built) => T,
  copy?: (built: Built) => Built,
): Reader<T> => {
  let source: FactList | undefined
  let built = start()
  let done = 0
  let finished: T | undefined
  /** Copies after each `spacing` facts. */
  let kept: Built[] = []
  /** To the last copy that is not beyond `count`; to the start when there is none. */
  const jump = (count: number) => {
    const copies = Math.min(kept.length, Math.floor(count / spacing))
    const last = kept[copies - 1]
    built = last === undefined || copy === undefined ? start() : copy(last)
    done = last === undefined ? 0 : copies * spacing
    finished = undefined
  }
  const isNearer = (count: number): boolean =>
    count < done || Math.min(kept.length, Math.floor(count / spacing)) * spacing > done
  const advance: Reader<T>['advance'] = (facts, count, goesOn) => {
    if (source !== facts) {
      source = facts
      kept = []
      jump(0)
    }
    if (isNearer(count)) jump(count)
    while (done < count && (done % stride !== 0 || goesOn())) {
      const recorded = facts.at(done)
      if (recorded !== undefined) add(built, recorded, done)
      done += 1
      finished = undefined
      if (copy !== undefined && done === (kept.length + 1) * spacing) kept.push(copy(built))
    }
    return done
  }
  return {
    advance,
    read: (facts, count) => {
      advance(facts, count, always)
      finished ??= finish(built)
      return finished
    },
  }
}

/**
 * For what only grows at its end: it is built once, as far as anybody has asked, and `cut` gives the
 * part of it that the first `count` facts made. Facts before place `from` are passed over.
 */
export const createGrowing = <Built, T>(
  start: () => Built,
  add: (built: Built, recorded: Recorded, place: number) => void,
  cut: (built: Built, facts: FactList, count: number) => T,
  from = 0,
): Reader<T> => {
  let source: FactList | undefined
  let built = start()
  let done = from
  let last: { readonly count: number; readonly value: T } | undefined
  const advance: Reader<T>['advance'] = (facts, count, goesOn) => {
    if (source !== facts) {
      source = facts
      built = start()
      done = from
      last = undefined
    }
    for (; done < count && (done % stride !== 0 || goesOn()); done++) {
      const recorded = facts.at(done)
      if (recorded !== undefined) add(built, recorded, done)
    }
    return Math.min(done, count)
  }
  return {
    advance,
    read: (facts, count) => {
      advance(facts, count, always)
      if (last?.count !== count) last = { count, value: cut(built, facts, count) }
      return last.value
    },
  }
}
