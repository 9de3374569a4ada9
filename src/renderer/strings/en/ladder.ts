import { plural } from './plural.ts'

export const ladder = {
  tabs: 'What happened',
  ladder: 'Boot ladder',
  log: 'Event log',
  packets: 'Packets',
  compare: 'Compare',
  list: 'Messages, oldest first',
  allHosts: 'All hosts',
  only: (host: string) => `${host} only`,
  filter: 'Hosts shown',
  pick: 'Pick hosts',
  several: (count: number) => `${count} hosts`,
  messages: 'Messages shown',
  allMessages: 'All messages',
  onlyFailed: 'What failed',
  onlyOf: (name: string) => `With ${name}`,
  closer: 'Closer: fold shorter pauses as well, so that each is measured',
  further: 'Further away: fold only longer pauses',
  gapsFrom: (time: string) => `pauses over ${time} folded`,
  story: 'What happened, in words',
  follow: 'Newest',
  reading: (done: string, of: string) => `${done} of ${of} facts read`,
  search: 'Search the events',
  noMatch: (words: string) => `No event with “${words}”.`,
  empty: 'No messages yet.',
  emptyHost: (host: string) => `No messages of ${host} yet.`,
  emptyReadOnly: 'Each arrow here is a packet that was sent, up to the moment that is shown.',
  emptyHint: 'Each arrow here will be a packet that was sent. Power it on to see them.',
  folded: (text: string, count: number, size: string) => `${count} files · ${size} · last ${text}`,
  gap: (length: string) => `${length} folded`,
  opened: (time: string) => `The lab was opened again at ${time}. Its clock starts anew.`,
  slept: (from: string, to: string, length: string) =>
    `The computer slept, or the program was halted, from ${from} to ${to} (${length}).`,
  failed: 'failed',
  row: (time: string, from: string, to: string, text: string) =>
    `${time}, ${from} to ${to}: ${text}`,
  rowFailed: (time: string, from: string, to: string, text: string) =>
    `${time}, ${from} to ${to}, failed: ${text}`,
  rowSelf: (time: string, at: string, text: string) => `${time}, ${at}: ${text}`,
  columns: {
    seq: 'No.',
    time: 'Time',
    who: 'Who',
    way: 'From and to',
    type: 'Fact',
    text: 'What it says',
  },
  none: '–',
}

export const compare = {
  title: 'Two boots side by side',
  left: 'This boot',
  right: 'and this one',
  last: 'Last two boots',
  apart: (count: number) =>
    count === 0 ? 'They did the same.' : `${plural(count, 'line differs', 'lines differ')}.`,
  parts: {
    start: 'Up to the boot loader',
    deploy: 'Auto Deploy',
    disk: 'From the disk',
    system: 'ESXi starts',
    up: 'Up, and in vCenter',
  },
  empty: 'Two boots are needed to compare. Power on a host, and reboot it.',
}

export const scrubber = {
  label: 'Time',
  live: { name: 'Live', is: 'Live: the newest fact is shown', go: 'Go to now' },
  end: { name: 'End', is: 'The end of the recording', go: 'Go to the end of the recording' },
  at: (time: string, seq: number, of: number) => `${time}, fact ${seq} of ${of}`,
  held: 'Held',
  phases: {
    idle: 'quiet',
    net: 'network boot',
    fail: 'a network boot fails',
    cache: 'running from cache',
    ok: 'all stateless',
  },
  marks: { many: (first: string, more: number) => `${first} And ${more} more.` },
  keys: 'Arrows go from message to message, with Ctrl from mark to mark.',
}
