import { renderEvent, type LessonResult } from '../../src/shared/lessons/index.ts'

/** The whole account of a lesson that ended, without colours. */
export const accountOf = ({ events, startedAt }: LessonResult): string =>
  events.map((event) => renderEvent(event, { colour: false, startedAt })).join('\n')
