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
  none: 'There are no lessons here.',
  underWay: 'under way',
  allMet: 'all met',
  someMissed: 'not all met',
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
  right: 'right',
  wrong: 'not right',
  solution: (text: string) => `It is: ${text}`,
  met: 'met',
  missed: 'not met',
  found: (text: string) => `Found: ${text}`,
  fact: (seq: number) => `fact ${seq}`,
  debrief: 'What to take away',
  result: (met: number, missed: number) =>
    missed === 0
      ? `All ${plural(met, 'expectation', 'expectations')} met by the facts.`
      : `${met} met, ${missed} not met.`,
  score: (right: number, asked: number) => `${right} of ${asked} questions answered rightly.`,
}
