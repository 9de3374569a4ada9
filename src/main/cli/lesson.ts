import { copyFile, mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  exitCodeOf,
  lessonAsJson,
  renderEvent,
  type LessonEvent,
  type LessonResult,
} from '../../shared/lessons/index.ts'
import type { App } from '../app.ts'
import { resourcesFolder } from '../folders.ts'
import { loadLessons, readOwnLesson } from '../lessons/index.ts'
import { demoLab, readLabFile } from '../open-lab.ts'
import { speed } from './flags.ts'
import type { Output } from './output.ts'
import { inOwnLab } from './own-lab.ts'
import type { Fill, Shell } from './shell.ts'

type LessonOrder = {
  /** Its id, or the path of a lesson's file (`.yaml`). */
  readonly id: string
  /** Only this variant; the story itself and all its variants when it is not given. */
  readonly variant?: string
  readonly speed?: number
  readonly json: boolean
}

/** Ends with the first Ctrl-C; the lesson puts the lab back before it returns. */
const onInterrupt = (): AbortSignal => {
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort(new Error('interrupted')))
  return stopping.signal
}

/** The lab takes the lessons of its folder with those that ship. */
const takeAlong =
  (file: string) =>
  async (folder: string): Promise<void> => {
    await mkdir(join(folder, 'lessons'))
    await copyFile(file, join(folder, 'lessons', basename(file)))
  }

/** The story, then each of its variants: `undefined` is the story as written. */
const runsOf = (app: App, { id, variant }: LessonOrder): readonly (string | undefined)[] => {
  if (variant !== undefined) return [variant]
  const variants = app.lessons.list().find((lesson) => lesson.id === id)?.variants ?? []
  return [undefined, ...variants.map((each) => each.id)]
}

const factsOf = (app: App, { firstSeq, lastSeq }: LessonResult) =>
  app.journal.read({ after: firstSeq - 1, limit: lastSeq - firstSeq + 1 })

const shippedLessons = () => loadLessons(join(resourcesFolder, 'lessons'))

/** The id of the lesson in a file. With that of a lesson that ships, that one would be run. */
const ownId = async (file: string): Promise<string> => {
  const shipped = new Set((await shippedLessons()).map(({ id }) => id))
  return (await readOwnLesson(file, shipped)).id
}

/**
 * Tells a lesson as it happens, or prints its results and facts as JSON. Resolves with the exit code
 * of the process: 1 when a run missed an expectation.
 */
const tellLesson = async (asked: LessonOrder, shell: Shell): Promise<0 | 1 | 130> => {
  const { output } = shell
  const file = asked.id.endsWith('.yaml') ? asked.id : undefined
  const order = file === undefined ? asked : { ...asked, id: await ownId(file) }
  const tell = async (app: App): Promise<0 | 1 | 130> => {
    const signal = onInterrupt()
    const results: LessonResult[] = []
    for (const variant of runsOf(app, order)) {
      if (signal.aborted) break
      let startedAt = 0
      const onProgress = (event: LessonEvent) => {
        if (event.kind === 'started') startedAt = event.at
        if (!order.json) output.print(renderEvent(event, { colour: output.colour, startedAt }))
      }
      results.push(
        await app.lessons.run(order.id, {
          variant,
          speed: order.speed,
          onProgress,
          signal,
        }),
      )
      if (!order.json) output.print('')
    }
    if (order.json) {
      const runs = results.map(async (result) => lessonAsJson(result, await factsOf(app, result)))
      output.print(JSON.stringify({ lesson: order.id, runs: await Promise.all(runs) }))
    }
    return exitCodeOf(results)
  }
  const furnish = file === undefined ? undefined : takeAlong(file)
  return inOwnLab(shell, await readLabFile(demoLab), tell, furnish)
}

/** Names the lessons that ship. */
const listLessons = async (output: Output): Promise<void> => {
  const lessons = await shippedLessons()
  const width = Math.max(...lessons.map(({ id }) => id.length))
  for (const { id, title, variants } of lessons) {
    output.print(`${id.padEnd(width)}  ${title}`)
    for (const variant of variants)
      output.print(`  --variant ${variant.id.padEnd(width - 10)}  ${variant.title}`)
  }
}

type Flags = { readonly variant?: string; readonly speed?: number; readonly json: boolean }

/** `lesson`: a lesson without a screen. */
export const lessonCommand: Fill = (command, shell) => {
  command
    .argument('<id>', 'the lesson, or the file of one (.yaml); `list` names them')
    .option('--variant <name>', 'run this variant only')
    .option(
      '--speed <times>',
      'how much faster than life; by default what the lesson asks for',
      speed,
    )
    .option('--json', 'print results and facts as JSON', false)
    .action(async (id: string, flags: Flags) => {
      if (id === 'list') await listLessons(shell.output)
      else process.exitCode = await tellLesson({ id, ...flags }, shell)
    })
}
