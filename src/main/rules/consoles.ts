import { LabError } from '../../shared/base/index.ts'
import {
  createConsole,
  type ConsoleLab,
  type PowerCliConsole,
} from '../../shared/powercli/index.ts'
import { createQueue } from '../queue.ts'

/** Consoles that stay open; the one that was used longest ago gives way to a new one. */
const mostConsoles = 32

/** The open consoles by id. A console runs one line after the other. */
export type Consoles = {
  open(): string
  /** `LabError` `lab.not-found` for a console that was closed. */
  get(id: string): PowerCliConsole
  close(id: string): void
}

/** Runs come in turn: a line typed ahead waits for the one before it. */
const inTurn = (console: PowerCliConsole): PowerCliConsole => {
  const queue = createQueue()
  return { ...console, run: (text, options) => queue(() => console.run(text, options)) }
}

export const createConsoles = (lab: ConsoleLab): Consoles => {
  const open = new Map<string, PowerCliConsole>()
  let opened = 0
  return {
    open: () => {
      const [oldest] = open.keys()
      if (open.size >= mostConsoles && oldest !== undefined) open.delete(oldest)
      opened += 1
      const id = `console-${opened}`
      open.set(id, inTurn(createConsole(lab)))
      return id
    },
    get: (id) => {
      const found = open.get(id)
      if (found === undefined)
        throw new LabError('lab.not-found', `There is no console "${id}".`, { console: id })
      open.delete(id)
      open.set(id, found)
      return found
    },
    close: (id) => void open.delete(id),
  }
}
