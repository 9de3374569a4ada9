import { implement, withEventMeta, type Router } from '@orpc/server'
import { LabError } from '../../shared/base/index.ts'
import { contract, type Contract } from '../../shared/contract/index.ts'
import { diffDocuments } from '../../shared/document/index.ts'
import type { Recorded } from '../../shared/facts/index.ts'
import { toApiError } from './api-error.ts'
import { capturedPackets, captureFile } from './capture.ts'
import type { ApiDeps } from './deps.ts'
import { diagnostics } from './diagnostics.ts'
import { follow } from './follow.ts'
import { isStream } from './is-stream.ts'
import { createPackedFeed } from './packed-feed.ts'
import { past } from './past.ts'
import { restoreEverything } from './restore.ts'
import { asProgress, planned, stormReport } from './storm.ts'

/** Never aborted: for a caller that gave no signal. */
const noSignal = new AbortController().signal

/** Where a reader goes on: behind the last batch it has, by the id of that batch. */
const startOf = (after: number, lastEventId: string | undefined): number => {
  if (lastEventId === undefined) return after
  if (/^\d+$/.test(lastEventId)) return Number(lastEventId)
  throw new LabError('api.bad-request', 'The id of the last event is no number of a fact.', {
    path: 'lastEventId',
  })
}

/** Errors of a stream that has begun come after the call itself has ended well. */
async function* coded(
  stream: AsyncGenerator<unknown, unknown>,
  asApiError: (error: unknown) => unknown,
): AsyncGenerator<unknown, unknown> {
  try {
    return yield* stream
  } catch (error) {
    throw asApiError(error)
  }
}

/** What a call brings of the channel it came by. */
export type CallContext = {
  /** Throws when its client reads as many streams as it may; absent where nobody counts them. */
  readonly beginStream?: () => void
}

/** The contract implemented. */
export type ApiRouter = Router<Contract, CallContext>

/** Every call there is, each as `room.procedure`. */
export type CallName = {
  [Room in keyof Contract]: `${Room}.${keyof Contract[Room] & string}`
}[keyof Contract]

/** Throws what a call is refused with. */
export type Admit = (call: string) => void

const admitAll: Admit = () => undefined

/** The contract, each procedure handed on to the room that does it. Nothing is decided here. */
export const createRouter = (deps: ApiDeps, admit = admitAll): ApiRouter => {
  const { documents, faults, hosts, journal, lessons, onUnexpected, plugs, state, vcenter } = deps
  const { classroom, images, imports, logs, network, powercli, rules, storms, waker } = deps
  const packedFeed = createPackedFeed(journal)
  const api = implement(contract)
    .$context<CallContext>()
    .use(async ({ context, next, path, signal = noSignal }) => {
      const call = path.join('.')
      const onDefect = (error: unknown): void => {
        // That what runs for a caller ends when he leaves is no defect.
        if (!signal.aborted || error !== signal.reason) onUnexpected(error)
      }
      const asApiError = (error: unknown) => toApiError(error, call, onDefect)
      try {
        admit(call)
        const result = await next()
        if (!isStream(result.output)) return result
        // A generator that nobody asks for anything has begun nothing.
        context.beginStream?.()
        return { ...result, output: coded(result.output, asApiError) }
      } catch (error) {
        throw asApiError(error)
      }
    })
  const done = async (work: Promise<unknown>): Promise<Record<string, never>> => {
    await work
    return {}
  }

  async function* followFrom(after: number, signal: AbortSignal) {
    for await (const facts of follow(journal, after, signal)) {
      const batch: Recorded[] = [...facts]
      // The id lets a client that lost its connection go on where it was.
      yield withEventMeta(batch, { id: String(batch.at(-1)?.seq) })
    }
  }

  return api.router({
    lab: {
      state: api.lab.state.handler(() => state()),
      diagnostics: api.lab.diagnostics.handler(() => diagnostics(deps)),
      restoreEverything: api.lab.restoreEverything.handler(() => done(restoreEverything(deps))),
    },
    journal: {
      follow: api.journal.follow.handler(({ input, signal = noSignal, lastEventId }) =>
        followFrom(startOf(input.after, lastEventId), signal),
      ),
      followPacked: api.journal.followPacked.handler(({ input, signal = noSignal, lastEventId }) =>
        packedFeed(startOf(input.after, lastEventId), signal),
      ),
      past: api.journal.past.handler(({ input, signal = noSignal }) =>
        past(journal, input.after, signal),
      ),
      read: api.journal.read.handler(async ({ input }) => [...(await journal.read(input))]),
    },
    document: {
      edit: api.document.edit.handler(({ input }) => documents.edit(input)),
      undo: api.document.undo.handler(() => documents.undo()),
      redo: api.document.redo.handler(() => documents.redo()),
      history: api.document.history.handler(async () => [...(await documents.history())]),
      read: api.document.read.handler(({ input }) => documents.read(input.version)),
      diff: api.document.diff.handler(async ({ input }) => {
        const [before, after] = [await documents.read(input.from), await documents.read(input.to)]
        return diffDocuments(before, after).map(({ text }) => text)
      }),
    },
    plug: {
      pull: api.plug.pull.handler(({ input }) => done(plugs.pull(input.plug))),
      restore: api.plug.restore.handler(({ input }) => done(plugs.restore(input.plug))),
      state: api.plug.state.handler(() => plugs.state()),
    },
    capture: {
      packets: api.capture.packets.handler(({ input }) => capturedPackets(deps, input)),
      file: api.capture.file.handler(() => captureFile(deps)),
    },
    fault: {
      list: api.fault.list.handler(() => [...faults.list()]),
      inject: api.fault.inject.handler(({ input }) => done(faults.inject(input))),
      remove: api.fault.remove.handler(({ input }) => done(faults.remove(input.id))),
      reset: api.fault.reset.handler(() => done(faults.reset())),
      check: api.fault.check.handler(({ input }) => faults.check(input.yaml)),
      load: api.fault.load.handler(({ input }) => faults.load(input.yaml)),
      save: api.fault.save.handler(({ input }) => ({ yaml: faults.save(input.title) })),
      step: api.fault.step.handler(() => ({ released: faults.step() })),
    },
    host: {
      kinds: api.host.kinds.handler(async () =>
        Array.from(await hosts.kinds(), ([id, server]) => ({ id, server })),
      ),
      powerOn: api.host.powerOn.handler(({ input }) => done(hosts.powerOn(input.hosts))),
      progress: api.host.progress.handler(async ({ input }) =>
        (await hosts.progress(input.hosts)).map(asProgress),
      ),
      powerOff: api.host.powerOff.handler(({ input }) => done(hosts.powerOff(input.hosts))),
      reboot: api.host.reboot.handler(({ input }) => done(hosts.reboot(input.hosts))),
      unplug: api.host.unplug.handler(({ input }) => done(hosts.unplug(input.hosts, input.part))),
      plugIn: api.host.plugIn.handler(({ input }) => done(hosts.plugIn(input.hosts, input.part))),
      tamper: api.host.tamper.handler(({ input }) => done(hosts.tamper(input.hosts, input.how))),
      wake: api.host.wake.handler(({ input }) => done(waker.wake(input.hosts))),
      chooseNextBoot: api.host.chooseNextBoot.handler(({ input }) =>
        done(rules.chooseNextBoot(input)),
      ),
      takeBackNextBoot: api.host.takeBackNextBoot.handler(({ input }) =>
        done(rules.takeBackNextBoot(input)),
      ),
      disconnect: api.host.disconnect.handler(({ input }) => done(vcenter.disconnect(input.host))),
      enterMaintenance: api.host.enterMaintenance.handler(({ input }) =>
        done(vcenter.enterMaintenance(input.host)),
      ),
      exitMaintenance: api.host.exitMaintenance.handler(({ input }) =>
        done(vcenter.exitMaintenance(input.host)),
      ),
      reconnect: api.host.reconnect.handler(({ input }) => done(vcenter.reconnect(input.host))),
      remediate: api.host.remediate.handler(({ input }) => done(vcenter.remediate(input.host))),
      checkCompliance: api.host.checkCompliance.handler(({ input }) =>
        done(vcenter.checkCompliance(input.host)),
      ),
      placeVm: api.host.placeVm.handler(({ input }) => done(vcenter.placeVm(input.host))),
    },
    network: {
      interfaces: api.network.interfaces.handler(async () => ({
        interfaces: [...(await network.interfaces())],
        rights: await network.rights(),
      })),
      probe: api.network.probe.handler(async ({ input, signal = noSignal }) => {
        const server = await network.probe(input.interface, signal)
        return server === undefined ? {} : { server }
      }),
      serve: api.network.serve.handler(({ input }) => done(network.serve(input))),
      stop: api.network.stop.handler(() => done(network.stop())),
    },
    classroom: {
      places: api.classroom.places.handler(() => [...classroom.places()]),
      open: api.classroom.open.handler(({ input }) => classroom.open(input)),
      invitation: api.classroom.invitation.handler(() => classroom.invitation()),
      close: api.classroom.close.handler(() => done(classroom.close())),
    },
    imports: {
      openUpload: api.imports.openUpload.handler(async ({ input }) => ({
        upload: await imports.uploads.open(input.files),
      })),
      putUpload: api.imports.putUpload.handler(async ({ input: { upload, file, offset, bytes } }) =>
        done(imports.uploads.put(upload, file, offset, await bytes.bytes())),
      ),
      dropUpload: api.imports.dropUpload.handler(({ input }) =>
        done(imports.uploads.drop(input.upload)),
      ),
      openRecording: api.imports.openRecording.handler(async ({ input }) => {
        const url = await imports.openRecording(input.source)
        return url === undefined ? {} : { url }
      }),
      run: api.imports.run.handler(({ input, signal = noSignal }) => imports.run(input, signal)),
    },
    images: {
      depots: api.images.depots.handler(() => images.depots()),
      packages: api.images.packages.handler(({ input }) => images.packages(input)),
      removeDepot: api.images.removeDepot.handler(({ input }) => done(images.removeDepot(input))),
      compose: api.images.compose.handler(({ input }) => images.compose(input)),
      assemble: api.images.assemble.handler(({ input }) => images.assemble(input)),
      clone: api.images.clone.handler(({ input }) => images.clone(input)),
      change: api.images.change.handler(({ input }) => images.change(input)),
      software: api.images.software.handler(({ input }) => images.software(input)),
      compare: api.images.compare.handler(({ input }) => images.compare(input)),
      versions: api.images.versions.handler(({ input }) => images.versions(input)),
      restore: api.images.restore.handler(({ input }) => images.restore(input)),
      users: api.images.users.handler(({ input }) => images.users(input)),
      store: api.images.store.handler(() => images.store()),
      check: api.images.check.handler(({ input, signal = noSignal }) =>
        images.check(input, signal),
      ),
      collect: api.images.collect.handler(({ signal = noSignal }) => images.collect(signal)),
      export: api.images.export.handler(({ input, signal = noSignal }) =>
        images.export(input, signal),
      ),
      loaders: api.images.loaders.handler(() => images.loaders()),
    },
    logs: {
      state: api.logs.state.handler(() => {
        const { listening, problems, heard } = logs.state()
        return { listening: [...listening], problems: [...problems], heard: [...heard] }
      }),
      read: api.logs.read.handler(async ({ input }) => [...(await logs.read(input))]),
      follow: api.logs.follow.handler(({ input, signal = noSignal }) => logs.follow(input, signal)),
    },
    rules: {
      explain: api.rules.explain.handler(({ input }) => rules.explain(input)),
      preview: api.rules.preview.handler(({ input }) => rules.preview(input)),
      nextBoot: api.rules.nextBoot.handler(() => rules.nextBoot()),
      test: api.rules.test.handler(({ input }) => rules.test(input)),
      repair: api.rules.repair.handler(({ input }) => rules.repair(input)),
      boots: api.rules.boots.handler(({ input }) => rules.boots(input)),
      discovered: api.rules.discovered.handler(() => rules.discovered()),
      forget: api.rules.forget.handler(({ input }) => done(rules.forget(input))),
      recall: api.rules.recall.handler(({ input }) => done(rules.recall(input))),
      export: api.rules.export.handler(() => rules.export()),
      run: api.rules.run.handler(({ input, signal = noSignal }) => rules.run(input, { signal })),
    },
    powercli: {
      open: api.powercli.open.handler(() => powercli.open()),
      run: api.powercli.run.handler(({ input, signal = noSignal }) =>
        powercli.run(input, { signal }),
      ),
      follow: api.powercli.follow.handler(({ input, signal = noSignal }) =>
        powercli.follow(input, signal),
      ),
      complete: api.powercli.complete.handler(({ input }) => powercli.complete(input)),
      history: api.powercli.history.handler(({ input }) => powercli.history(input)),
      close: api.powercli.close.handler(({ input }) => done(powercli.close(input))),
    },
    storm: {
      plan: api.storm.plan.handler(({ input }) => planned(storms.plan(input))),
      start: api.storm.start.handler(({ input }) => done(storms.start(input))),
      stop: api.storm.stop.handler(() => done(storms.stop())),
      report: api.storm.report.handler(() => stormReport(storms.report())),
    },
    lesson: {
      list: api.lesson.list.handler(() => [...lessons.list()]),
      phrases: api.lesson.phrases.handler(async ({ input }) => ({
        ...(await lessons.phrases(input.language)),
      })),
      start: api.lesson.start.handler(({ input: { lesson, ...options } }) =>
        done(lessons.start(lesson, options)),
      ),
      answer: api.lesson.answer.handler(({ input }) => done(lessons.answer(input.option))),
      marks: api.lesson.marks.handler(async () => ({ csv: await lessons.marks() })),
      stop: api.lesson.stop.handler(() => done(lessons.stop())),
    },
  })
}
