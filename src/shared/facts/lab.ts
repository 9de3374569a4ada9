import { z } from 'zod'
import { bytes, componentId, hostId, ms, plugId, reason } from './common.ts'

/** What the operator and the house itself did. */
export const labFacts = [
  z.object({ type: z.literal('lab.opened'), name: z.string(), version: z.int() }),
  z.object({ type: z.literal('lab.closed') }),
  /** The computer slept, or the program was halted. From when to when, in ms since the epoch; nobody was served meanwhile. */
  z.object({ type: z.literal('lab.slept'), from: z.number(), to: z.number() }),
  /** Its folder is not at this path any more, where files of the open lab would still be written. */
  z.object({ type: z.literal('lab.moved'), folder: z.string() }),
  z.object({
    type: z.literal('document.changed'),
    version: z.int(),
    summary: z.string(),
    /** Hosts that came with it, that went, and those that are other machines now. Absent where all stayed as they were. */
    hosts: z
      .object({ added: z.array(hostId), removed: z.array(hostId), changed: z.array(hostId) })
      .optional(),
  }),

  /**
   * The disk has changed what the journal held. A fact that is lost has this one in its place, and `name` is its type; a lease
   * is named by its client, a version of the document by its number.
   */
  z.object({
    type: z.literal('journal.lost'),
    what: z.enum(['fact', 'lease', 'document']),
    name: z.string(),
    host: z.string().optional(),
  }),

  /** A listener is up. `on` is `address:port`, or `device address:port` for a real interface. */
  z.object({ type: z.literal('component.started'), component: componentId, on: z.string() }),
  z.object({ type: z.literal('component.stopped'), component: componentId }),
  /** A component could not start or broke down by itself. */
  z.object({ type: z.literal('component.failed'), component: componentId, reason }),

  /** The operator pulled a plug: the listener closed and the live transfers died with it. */
  z.object({ type: z.literal('plug.pulled'), plug: plugId, component: componentId }),
  /** The operator asked for it back: the listener is up, its proof is under way. */
  z.object({ type: z.literal('plug.restored'), plug: plugId, component: componentId }),
  /** An independent client completed the protocol once; `steps` says what it did. */
  z.object({
    type: z.literal('plug.healed'),
    component: componentId,
    steps: z.array(z.string()),
    took: ms,
  }),
  z.object({ type: z.literal('plug.notHealed'), component: componentId, reason }),

  /** Bytes that are not what the service speaks. `at` is the offset in the datagram or head, in bytes. */
  z.object({
    type: z.literal('net.badInput'),
    component: componentId,
    from: z.string(),
    reason,
    at: bytes.optional(),
    size: bytes.optional(),
    host: hostId.optional(),
  }),

  /**
   * All connections that a service allows are open, so this one was closed: at once when it came, or for another that came,
   * after nothing had moved on it for `still`. `held`: others before it that were not written down.
   */
  z.object({
    type: z.literal('net.crowded'),
    component: componentId,
    client: z.string(),
    open: z.int(),
    held: z.int(),
    still: ms.optional(),
    host: hostId.optional(),
  }),

  /** The lab is on a real interface from now on: it serves, or it only listens (mode `observe`). */
  z.object({
    type: z.literal('net.serveStarted'),
    interface: z.string(),
    address: z.string(),
    mode: z.enum(['authoritative', 'proxy', 'reservationOnly', 'observe']),
  }),
  /** Every socket on it is closed. */
  z.object({ type: z.literal('net.serveStopped'), interface: z.string() }),

  /** Other computers may look on from now on, at `address:port`. */
  z.object({ type: z.literal('classroom.opened'), on: z.string() }),
  /** How many screens look on. Told at most once a second. */
  z.object({ type: z.literal('classroom.attended'), screens: z.int().min(0) }),
  z.object({ type: z.literal('classroom.closed'), on: z.string() }),

  z.object({
    type: z.literal('image.added'),
    imageProfile: z.string(),
    files: z.int(),
    size: bytes,
    took: ms,
  }),
  z.object({ type: z.literal('image.removed'), imageProfile: z.string() }),

  z.object({
    type: z.literal('lesson.started'),
    lesson: z.string(),
    title: z.string(),
    variant: z.string().optional(),
    /** Who takes it, where several share a lab. */
    student: z.string().optional(),
  }),
  z.object({
    type: z.literal('lesson.stepStarted'),
    lesson: z.string(),
    step: z.string(),
    text: z.string(),
    /** What the step does is for the student to find: plugs and edits of it are not to be shown. */
    hidden: z.boolean().optional(),
  }),
  /** The student is asked what will happen; the lesson waits. */
  z.object({
    type: z.literal('lesson.asked'),
    lesson: z.string(),
    step: z.string(),
    question: z.string(),
    options: z.array(z.object({ id: z.string(), text: z.string() })),
  }),
  z.object({
    type: z.literal('lesson.answered'),
    lesson: z.string(),
    step: z.string(),
    answer: z.string(),
    right: z.boolean(),
    /** The right answer, and why. */
    solution: z.string(),
    why: z.string(),
  }),
  z.object({
    type: z.literal('lesson.checked'),
    lesson: z.string(),
    step: z.string(),
    expectation: z.string(),
    met: z.boolean(),
    /** What was found, in words. */
    found: z.string(),
    /** Sequence numbers of the facts that show it. */
    evidence: z.array(z.int()),
  }),
  z.object({
    type: z.literal('lesson.ended'),
    lesson: z.string(),
    met: z.int(),
    missed: z.int(),
    /** Whether it came to its end, and how. Labs of before this was recorded have none. */
    outcome: z.enum(['met', 'missed', 'stopped', 'broken']).optional(),
  }),
] as const
