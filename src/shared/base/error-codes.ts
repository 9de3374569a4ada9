/**
 * Every error code, with what to do when it appears. Codes are stable: scripts and lessons match on
 * them. Grouped by the room that raises them.
 */
export const errorCodes = {
  // lab
  'lab.unexpected': 'This is a defect of Headwaiter. Export the diagnostics and report it.',
  'lab.not-found': 'Check the name; the lab does not know it.',
  'lab.busy': 'Wait until the work under way has ended, or cancel it.',

  // document
  'document.unreadable': 'Check the path and that the file is a readable YAML text.',
  'document.invalid': 'Correct the field named in the message; the lab was left as it was.',
  'document.newer': 'Open it with a newer Headwaiter.',
  'document.nothing-to-undo': 'There is no earlier version of this lab.',
  'document.nothing-to-redo': 'There is no later version of this lab.',

  // net
  'net.port-in-use': 'End the program that holds the port, or choose another port in the lab.',
  'net.port-denied':
    'Ports below 1024 need a right. Run `doctor` to see the one setting that opens them.',
  'net.no-such-interface': 'List the interfaces with `doctor` and give one of those names.',
  'net.interface-locked': 'Choose an interface that is not the way to your own network.',
  'net.not-confirmed': 'Say that the network is yours: --yes-this-network-is-mine.',

  // plugs
  'plug.already-out': 'It is unplugged already. Restore it first.',
  'plug.not-out': 'It is plugged in; there is nothing to restore.',
  'plug.not-healed': 'The component started but did not answer its own test. See the cause.',

  // vcenter
  'vcenter.unreachable': 'vCenter is unplugged or not started. Restore its plug first.',
  'vcenter.unknown-host': 'vCenter has never had this host. Boot it over the network once.',
  'vcenter.host-unreachable':
    'The host did not answer vCenter. Look at its console and at its network.',
  'vcenter.not-connected': 'Reconnect the host first.',
  'vcenter.placement-refused': 'See the reason; the virtual machine stays where it is.',
  'vcenter.bad-request': 'Correct the request; vCenter changed nothing.',

  // lessons
  'lesson.unknown': 'List the lessons and give one of those names.',
  'lesson.invalid': 'Correct the field named in the message; the lesson was not loaded.',
  'lesson.running': 'Stop the lesson under way first.',
  'lesson.not-running': 'No lesson is under way.',
  'lesson.cast': 'Open a lab with enough simulated hosts for this lesson.',

  // command line
  'cli.usage': 'See `npm start -- --help`.',
} as const

export type ErrorCode = keyof typeof errorCodes
