import type { Fill } from './shell.ts'

/** A command of the top level. What it takes and does, and the rooms behind it, are loaded when it is chosen. */
type Entry = { readonly name: string; readonly about: string; readonly load: () => Promise<Fill> }

/** In the order of the help. */
export const commands: readonly Entry[] = [
  {
    name: 'lab',
    about: 'open the loopback lab in a browser (the default)',
    load: async () => (await import('./lab-command.ts')).labCommand,
  },
  {
    name: 'serve',
    about: 'serve a real network through one interface, beside the loopback lab',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  {
    name: 'lesson',
    about:
      'run a lesson headless, in a lab of its own, and then its variants; exit code 1 when an expectation is not met',
    load: async () => (await import('./lesson.ts')).lessonCommand,
  },
  {
    name: 'import',
    about: 'add an image profile to a closed lab, or take a whole lab in',
    load: async () => (await import('./imports.ts')).importCommand,
  },
  {
    name: 'export',
    about: 'write a closed lab into one file that opens on any laptop',
    load: async () => (await import('./lab-files.ts')).exportCommand,
  },
  {
    name: 'replay',
    about: 'look at what happened in a lab that `export` wrote; nothing runs',
    load: async () => (await import('./lab-files.ts')).replayCommand,
  },
  {
    name: 'diagnostics',
    about: 'write what a defect report needs, names and addresses with stand-ins',
    load: async () => (await import('./diagnostics.ts')).diagnosticsCommand,
  },
  {
    name: 'images',
    about: 'depots, image profiles and the image store of a closed lab',
    load: async () => (await import('./images.ts')).imagesCommand,
  },
  {
    name: 'rules',
    about: 'rules of a lab: run or export a script, explain, compare, test and repair',
    load: async () => (await import('./rules.ts')).rulesCommand,
  },
  {
    name: 'doctor',
    about: 'look at interfaces, rights and boot loaders; changes nothing by itself',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  {
    name: 'packet',
    about: 'explain every boot packet of a capture file: fields, meaning, RFC',
    load: async () => (await import('./packet.ts')).packetCommand,
  },
  {
    name: 'proxy-config',
    about: 'print a ready configuration for a caching proxy in front of the waiter',
    load: async () => (await import('./proxy-config.ts')).proxyConfigCommand,
  },
  {
    name: 'faults',
    about: 'fault plans as files: check one, or run it on a rack of its own (docs/faults.md)',
    load: async () => (await import('./faults.ts')).faultsCommand,
  },
  {
    name: 'hosts',
    about:
      'how far boots in a running lab are; add, change, remove and wake its hosts, also by a table',
    load: async () => (await import('./hosts.ts')).hostsCommand,
  },
  {
    name: 'logs',
    about: 'what hosts of a running lab sent to its log receiver (syslog)',
    load: async () => (await import('./logs.ts')).logsCommand,
  },
  {
    name: 'restore',
    about:
      'plug in what stopped by itself in a running lab; by name or --all also what was unplugged',
    load: async () => (await import('./restore.ts')).restoreCommand,
  },
  {
    name: 'classroom',
    about: 'let other computers look on at a running lab, by a code; they change nothing',
    load: async () => (await import('./classroom.ts')).classroomCommand,
  },
  {
    name: 'storm',
    about: 'plan a boot storm, run it on simulated hosts and compare',
    load: async () => (await import('./storm.ts')).stormCommand,
  },
  {
    name: 'matrix',
    about: 'run every outage on every kind of host and print what came of it',
    load: async () => (await import('./matrix.ts')).matrixCommand,
  },
]
