import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { fault, faultPlan } from '../faults/index.ts'
import { bootDevice, imageProfile, labDocument } from '../document/schema.ts'
import { componentId, hostId, plugId } from '../base/schemas.ts'
import { vendorProfile } from '../host/index.ts'
import { factType, hostPart, nextBootChoice, recorded, tampering } from '../facts/index.ts'
import { deployEdits } from '../deploy/index.ts'
import { plugStates } from '../lab/view.ts'
import { rackEdits } from '../rack/index.ts'
import { ruleEdits } from '../rules/index.ts'
import { diagnosticSources } from '../diagnostics/sources.ts'
import { capturedPacket } from '../packet/captured.ts'
import { classroomContract } from './classroom.ts'
import { imagesContract } from './images.ts'
import { importsContract } from './imports.ts'
import { logsContract } from './logs.ts'
import { level, networkContract } from './network.ts'
import { hostProgress } from './progress.ts'
import { powercliContract, rulesContract } from './rules.ts'
import { stormContract } from './storm.ts'

/** The version of the document that an edit makes, and what it did in words. */
const edited = z.object({ version: z.int(), summary: z.string() })

/** What a screen is to the lab: it works it, looks on while somebody else does, or looks at a recording of it. */
export const seat = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('operator') }),
  z.object({ kind: z.literal('onlooker') }),
  z.object({ kind: z.literal('recording'), file: z.string() }),
])
export type Seat = z.infer<typeof seat>

/** Where the lab stands: everything a window needs before it follows the journal. */
export const labState = z.object({
  version: z.string(),
  platform: z.enum(['electron', 'browser']),
  level,
  document: labDocument,
  documentVersion: z.int(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  /** Sequence number of the last fact in the journal. */
  seq: z.int(),
  /** The lab's own clock, ms since the epoch. That of the computer with the screen may be another, and may be set. */
  now: z.number(),
  seat,
})
export type LabState = z.infer<typeof labState>

/** A lesson as the list shows it. */
export const lessonSummary = z.object({
  id: z.string(),
  title: z.string(),
  goal: z.string(),
  steps: z.array(z.object({ id: z.string(), text: z.string() })),
  /** The same story with other parts given to the hosts. */
  variants: z.array(z.object({ id: z.string(), title: z.string() })),
  /** What to take away; shown when the lesson has ended. */
  debrief: z.string(),
})
export type LessonSummary = z.infer<typeof lessonSummary>

/** Every edit of the document. Each makes one version, which can be undone. */
export const documentEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('setSpeed'), speed: z.number().min(0.1).max(50) }),
  z.object({
    kind: z.literal('setBootOrder'),
    host: hostId,
    bootOrder: z.array(bootDevice).min(1).max(2),
  }),
  z.object({ kind: z.literal('addImageProfile'), imageProfile }),
  z.object({ kind: z.literal('removeImageProfile'), name: z.string() }),
  /** In the place of the one of the same name; `summary` says what was done to it. */
  z.object({ kind: z.literal('changeImageProfile'), imageProfile, summary: z.string() }),
  z.object({ kind: z.literal('replace'), document: labDocument, summary: z.string() }),
  ...ruleEdits,
  ...deployEdits,
  ...rackEdits,
])
export type DocumentEdit = z.infer<typeof documentEdit>

const none = z.object({})

/**
 * All that a window, the command line or a script can ask of the lab. Errors cross as
 * `LabError` data: `{ code, message, remedy, details }`.
 */
export const contract = {
  lab: {
    state: oc.output(labState),
    /**
     * Faults out, plugs in and proven, cables and disks of hosts in. Always safe; tries all of it and
     * rejects with the first error.
     */
    restoreEverything: oc.output(none),
    /** What a defect report is made of (`shared/diagnostics`); the report itself is made by who asks. */
    diagnostics: oc.output(diagnosticSources),
  },
  journal: {
    /** Facts after `after`, oldest first, then each new one as it becomes durable. In batches. */
    follow: oc.input(z.object({ after: z.int().min(0) })).output(eventIterator(z.array(recorded))),
    /**
     * The whole chunks of facts that the journal has, from that of the fact after `after` on, packed
     * (`shared/facts/chunk.ts`). Several at once; ends when there is none left.
     */
    past: oc.input(z.object({ after: z.int().min(0) })).output(eventIterator(z.array(z.base64()))),
    /**
     * As `follow`, each batch packed, and a few a second at most: for many that look on at once. A batch may begin before
     * the fact after `after`.
     */
    followPacked: oc.input(z.object({ after: z.int().min(0) })).output(eventIterator(z.base64())),
    /** A page of the journal, oldest first whichever end of the range it is taken from. */
    read: oc
      .input(
        z.object({
          after: z.int().min(0).default(0),
          before: z.int().min(1).optional(),
          limit: z.int().min(1).max(10_000).default(1000),
          host: hostId.optional(),
          types: z.array(factType).max(100).optional(),
          take: z.enum(['first', 'last']).default('first'),
        }),
      )
      .output(z.array(recorded)),
  },
  document: {
    edit: oc.input(documentEdit).output(edited),
    undo: oc.output(edited),
    redo: oc.output(edited),
    /** The versions that undo and redo walk along, oldest first. */
    history: oc.output(
      z.array(
        z.object({ version: z.int(), at: z.number(), summary: z.string(), current: z.boolean() }),
      ),
    ),
    /** Any version there ever was: what was in force when a fact was written. */
    read: oc.input(z.object({ version: z.int().min(1) })).output(labDocument),
    /** What differs from one version to another, in words. */
    diff: oc
      .input(z.object({ from: z.int().min(1), to: z.int().min(1) }))
      .output(z.array(z.string())),
  },
  plug: {
    pull: oc.input(z.object({ plug: plugId })).output(none),
    restore: oc.input(z.object({ plug: plugId })).output(none),
    /** How each plug stands: `failed` stopped by itself, `out` was unplugged on purpose. */
    state: oc.output(z.partialRecord(componentId, z.enum(plugStates))),
  },
  capture: {
    /** The last packets of the boot conversations that were kept, oldest first. */
    packets: oc
      .input(
        z.object({ after: z.number().default(0), limit: z.int().min(1).max(5000).default(500) }),
      )
      .output(z.array(capturedPacket)),
    /** All that is kept, as a pcapng file in base64: each packet with its host, state and rule. */
    file: oc.output(z.object({ packets: z.int(), pcapng: z.base64() })),
  },
  fault: {
    /** Faults in force, in the order they went in. `addedAt` in ms since the epoch. */
    list: oc.output(z.array(z.object({ fault, addedAt: z.number() }))),
    inject: oc.input(fault).output(none),
    remove: oc.input(z.object({ id: z.string() })).output(none),
    reset: oc.output(none),
    /** Reads a plan (YAML) without putting it in. `fault.invalid` with the place of a mistake. */
    check: oc.input(z.object({ yaml: z.string().max(100_000) })).output(faultPlan),
    /** Puts all faults of a plan in, or none. */
    load: oc.input(z.object({ yaml: z.string().max(100_000) })).output(faultPlan),
    /** The faults in force as a plan (YAML). */
    save: oc.input(z.object({ title: z.string().max(120) })).output(z.object({ yaml: z.string() })),
    /** Lets the oldest held message go on. */
    step: oc.output(z.object({ released: z.boolean() })),
  },
  host: {
    /** The kinds of servers that simulated hosts are made of, by the name of their file. */
    kinds: oc.output(z.array(z.object({ id: z.string(), server: vendorProfile }))),
    powerOn: oc.input(z.object({ hosts: z.array(hostId).min(1) })).output(none),
    /** How far boots are; of all hosts that tell nothing themselves when none are named. */
    progress: oc
      .input(z.object({ hosts: z.array(hostId).max(1000).optional() }))
      .output(z.array(hostProgress)),
    powerOff: oc.input(z.object({ hosts: z.array(hostId).min(1) })).output(none),
    reboot: oc.input(z.object({ hosts: z.array(hostId).min(1) })).output(none),
    /** All network cables of a host, or all its disks. */
    unplug: oc.input(z.object({ hosts: z.array(hostId).min(1), part: hostPart })).output(none),
    plugIn: oc.input(z.object({ hosts: z.array(hostId).min(1), part: hostPart })).output(none),
    /** Damages or erases the image on a host's disk. */
    tamper: oc.input(z.object({ hosts: z.array(hostId).min(1), how: tampering })).output(none),
    /** Sends a magic packet to every card of physical hosts, on the served interface alone. */
    wake: oc.input(z.object({ hosts: z.array(hostId).min(1).max(1000) })).output(none),
    /** What hosts boot at their next network boot alone; the answer to that registration uses it up. */
    chooseNextBoot: oc
      .input(z.object({ hosts: z.array(hostId).min(1), choice: nextBootChoice }))
      .output(none),
    takeBackNextBoot: oc.input(z.object({ hosts: z.array(hostId).min(1) })).output(none),
    disconnect: oc.input(z.object({ host: hostId })).output(none),
    enterMaintenance: oc.input(z.object({ host: hostId })).output(none),
    exitMaintenance: oc.input(z.object({ host: hostId })).output(none),
    /** What an admin does in vCenter after a boot from the cache. */
    reconnect: oc.input(z.object({ host: hostId })).output(none),
    remediate: oc.input(z.object({ host: hostId })).output(none),
    /** Compares the host with its host profile again. */
    checkCompliance: oc.input(z.object({ host: hostId })).output(none),
    /** Hands one VM token to the host's cluster for placement on this host. */
    placeVm: oc.input(z.object({ host: hostId })).output(none),
  },
  classroom: classroomContract,
  imports: importsContract,
  logs: logsContract,
  network: networkContract,
  images: imagesContract,
  rules: rulesContract,
  powercli: powercliContract,
  storm: stormContract,
  lesson: {
    list: oc.output(z.array(lessonSummary)),
    /** What lessons say, sentence by sentence, in another language: `de`. Empty where nobody translated. */
    phrases: oc
      .input(z.object({ language: z.string().regex(/^[a-z]{2}$/) }))
      .output(z.record(z.string(), z.string())),
    start: oc
      .input(
        z.object({
          lesson: z.string(),
          variant: z.string().optional(),
          /** Whose marks these are, where several share a lab. */
          student: z.string().max(80).optional(),
          /** The lesson's questions wait for `answer`. */
          interactive: z.boolean().default(false),
        }),
      )
      .output(none),
    /** Answers the question the lesson waits with, by the id of an option. */
    answer: oc.input(z.object({ option: z.string() })).output(none),
    stop: oc.output(none),
    /** Progress and marks of every lesson taken in this lab, as CSV. */
    marks: oc.output(z.object({ csv: z.string() })),
  },
} as const

export type Contract = typeof contract

export type { ClassroomPlace, Invitation } from './classroom.ts'
export type { ImportSource, ImportStep } from './imports.ts'
export type { InterfaceLock, InterfaceSight, Level, NetworkRights, Server } from './network.ts'
export type { LogsState } from './logs.ts'
export type { StormReport } from './storm.ts'
export { readApiError } from './error-data.ts'
