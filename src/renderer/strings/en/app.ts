import { plural } from './plural.ts'

export const app = {
  name: 'Headwaiter',
  skip: 'Skip to the page',
  loading: 'Loading…',
  pages: 'Pages',
  status: 'Status',
  header: 'Lab controls',
}

/** What a field for a number takes. */
export const numbers = {
  between: (least: string, most: string, isWhole: boolean) =>
    `A ${isWhole ? 'whole ' : ''}number from ${least} to ${most}.`,
  grouped: 'Type thousands without a sign between them.',
}

export const breakdown = {
  title: 'The screen cannot be drawn',
  text: 'The lab itself goes on. Most often the page is older than the program that serves it: reload it.',
  reload: 'Reload the page',
}

export const pages = {
  bench: 'Bench',
  hosts: 'Hosts',
  rules: 'Rules',
  images: 'Images',
  profiles: 'Profiles',
  lessons: 'Lessons',
  journal: 'Journal',
  network: 'Network',
  settings: 'Settings',
}

export const level = {
  recording: (name: string) => `Recording · ${name}`,
  recordingTip: 'A recording: to be looked at, not changed. Nothing runs.',
  onlooker: 'You look on',
  onlookerTip: 'This lab is worked on another computer. Here it is to be looked at.',
  classroom: (screens: number) => `Class · ${screens}`,
  classTip: (on: string) => `Other computers look on at ${on}. They change nothing.`,
  lab: 'Lab · loopback only',
  labTip: 'Everything runs on loopback addresses of this computer. No other machine can see it.',
  labTipWatched: 'Everything runs on loopback addresses of this computer. Others look on.',
  live: (name: string) => `LIVE on ${name}`,
  liveTip: (name: string) => `Headwaiter answers boot requests of real machines on ${name}.`,
  observing: (name: string) => `Observing ${name}`,
  observeTip: (name: string) => `Headwaiter listens to DHCP on ${name} and answers nothing.`,
  stop: 'Stop',
}

export const header = {
  lesson: 'Lesson',
  noLesson: 'Lessons',
  noLessons: 'No lessons here',
  stopLesson: 'Stop the lesson',
  powerOnRacks: (racks: number) => `Power on ${racks > 1 ? 'racks' : 'rack'}`,
  powerOffRacks: (racks: number) => `Power off ${racks > 1 ? 'racks' : 'rack'}`,
  pause: 'Pause',
  pauseTip: 'Hold the picture here. The lab itself goes on.',
  resume: 'Resume',
  resumeTip: 'Back to what happens now.',
  step: 'Step',
  stepTip: 'Show the next message.',
  speed: (speed: number) => `${speed}×`,
  speedLabel: (speed: number) => `Speed of simulated hosts: ${speed} times life`,
  commands: 'Commands',
  theme: 'Theme',
  themes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
}

export const keys = {
  commands: 'Ctrl K',
  shortcuts: '?',
  press: (key: string) => `press ${key}`,
  names: { ' ': 'Space', Escape: 'Esc', Ctrl: 'Ctrl', Shift: 'Shift' },
}

export const status = {
  facts: (count: string) => `${count} facts`,
  lastSeen: (count: string) => `Not connected · as last seen, ${count} facts`,
  held: (time: string) => `As it was at ${time}`,
  version: (version: string) => `v${version}`,
}

export const link = {
  catchingUp: 'Reading what happened',
  catchingUpText: (done: string, of: string) =>
    `${done} of ${of} facts. The picture is not the present yet.`,
  lost: 'Connection lost',
  lostText:
    'What you see is the last that arrived. Trying again. If a lab that was started anew does not come back here, open the address it printed. What happened is told by npm start -- diagnostics FILE.zip.',
  outdated: 'This page is of another version than the lab.',
  outdatedText: 'What you see is the last that it could read.',
  reload: 'Reload',
  notYet: 'The lab does not answer yet.',
  refused: 'The lab refuses this page. Open the address that Headwaiter printed, with its token.',
}

export const narrative = {
  region: 'What happens in the lab',
  more: (count: number) => `and ${count} more.`,
  of: (host: string, text: string) => `${host}: ${text}`,
  several: (host: string, others: number) =>
    `${host} and ${others} ${others === 1 ? 'other' : 'others'}`,
}

export const toasts = {
  region: 'Notices',
  dismiss: 'Dismiss',
  todo: 'What to do',
  dropped: (count: number) => `Dropped with it: ${plural(count, 'later step', 'later steps')}.`,
  noAnswer: 'The lab did not answer.',
  noAnswerRemedy: 'Check that Headwaiter still runs, then try again.',
  failed: {
    probe: (name: string) => `${name} could not be asked`,
    serve: (name: string) => `${name} is not served`,
    stopServing: 'Serving did not stop',
    openClassroom: 'The classroom did not open',
    closeClassroom: 'The classroom did not close',
    pull: (name: string) => `${name} was not unplugged`,
    restore: (name: string) => `${name} was not plugged in`,
    restoreAll: 'Not everything was restored',
    host: (host: string) => `${host}: the action failed`,
    edit: 'The lab was not changed',
    lesson: 'The lesson did not start',
    answer: 'The answer was not taken',
    marks: 'The marks were not read',
    fault: 'The fault was not changed',
    capture: 'The packets were not saved',
  },
}
