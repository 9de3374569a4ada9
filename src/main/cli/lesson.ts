import type { Clock } from '../../shared/base/index.ts'
import {
  lessonAsJson,
  renderEvent,
  type LessonEvent,
  type LessonResult,
} from '../../shared/lessons/index.ts'
import type { App } from '../app.ts'
import { demoLab, openLab, readLabFile } from '../open-lab.ts'
import { inTemporaryFolder, onFreeSubnet } from './free-lab.ts'
import { sayError, type Output } from './output.ts'

type LessonRun = {
  readonly id: string
  readonly variant?: string
  readonly speed?: number
  readonly json: boolean
  readonly clock: Clock
  readonly hostsWorker: URL
}

/** Ends with the first Ctrl-C; the lesson puts the lab back before it returns. */
const onInterrupt = (): AbortSignal => {
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort(new Error('interrupted')))
  return stopping.signal
}

const run = async (app: App, run: LessonRun, output: Output): Promise<LessonResult> => {
  let startedAt = run.clock.now()
  const onProgress = (event: LessonEvent) => {
    if (event.kind === 'started') startedAt = event.at
    if (!run.json) output.print(renderEvent(event, { colour: output.colour, startedAt }))
  }
  const result = await app.lessons.run(run.id, {
    ...(run.variant === undefined ? {} : { variant: run.variant }),
    ...(run.speed === undefined ? {} : { speed: run.speed }),
    onProgress,
    signal: onInterrupt(),
  })
  if (run.json) {
    const facts = await app.journal.read({
      after: result.firstSeq - 1,
      limit: result.lastSeq - result.firstSeq + 1,
    })
    output.print(JSON.stringify(lessonAsJson(result, facts)))
  }
  return result
}

/** Runs a lesson in a fresh copy of the demo lab, on a loopback subnet of its own. */
export const tellLesson = (lesson: LessonRun, output: Output): Promise<readonly LessonResult[]> =>
  inTemporaryFolder(async (folder) => {
    const document = await onFreeSubnet(await readLabFile(demoLab))
    const app = await openLab({
      folder,
      initial: document,
      clock: lesson.clock,
      hostsWorker: lesson.hostsWorker,
      platform: 'browser',
      onUnexpected: (error) => sayError(output, error),
    })
    try {
      return [await run(app, lesson, output)]
    } finally {
      await app.stop()
    }
  })
