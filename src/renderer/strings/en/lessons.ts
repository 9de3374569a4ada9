import { plural } from './plural.ts'

export const lesson = {
  title: (title: string) => `Lesson: ${title}`,
  met: (count: number) => `${count} met`,
  missed: (count: number) => `${count} not met`,
  open: 'Whole lesson',
  stop: 'Stop',
}

export const lessons = {
  lead: 'Each lesson runs on this lab, says what to expect, and looks at the facts.',
  recordedLead: 'The lessons that were taken in this recording, as its facts have them.',
  recordedNone: 'No lesson began up to this moment',
  recordedHolds:
    'A recording holds what a lab did: its boots, its outages, and the lessons that were taken with how each ended.',
  recordedBack:
    'Nothing runs in a recording. To take a lesson, go back to the window of your lab; npm start opens it.',
  none: 'There are no lessons here.',
  unknown: (id: string) => `There is no lesson ${id} here.`,
  underWay: 'under way',
  outcomes: {
    met: 'all met',
    missed: 'not all met',
    stopped: 'stopped before its end',
    broken: 'broken off by an error',
  },
  variant: 'Variant',
  usual: 'The usual parts',
  student: 'Name',
  studentText: 'Stands beside the marks; may stay empty.',
  predict: 'Ask me first',
  predictText: 'The lesson waits for a prediction before it goes on, and keeps score.',
  start: 'Start the lesson',
  outline: 'All steps, and how they end',
  watch: 'Watch on the bench',
  stop: 'Stop the lesson',
  again: 'Take it again',
  print: 'Print',
  marks: 'Save marks as CSV',
  setUp: 'The lab is brought to where the lesson begins.',
  right: 'right',
  wrong: 'not right',
  solution: (text: string) => `It is: ${text}`,
  met: 'met',
  missed: 'not met',
  found: (text: string) => `Found: ${text}`,
  facts: 'Facts:',
  fact: (seq: number) => `fact ${seq}`,
  debrief: 'What to take away',
  results: {
    met: (met: number) =>
      met === 1
        ? 'Its expectation was met by the facts.'
        : `All ${plural(met, 'expectation', 'expectations')} met by the facts.`,
    missed: (met: number, missed: number) => `${met} met, ${missed} not met.`,
    stopped: (met: number, missed: number) => `Up to there ${met} met, ${missed} not met.`,
    broken: (met: number, missed: number) => `Up to there ${met} met, ${missed} not met.`,
  },
  score: (right: number, asked: number) =>
    `${right} of ${plural(asked, 'question', 'questions')} answered correctly.`,
}
