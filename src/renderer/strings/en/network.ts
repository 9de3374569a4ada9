import { plural } from './plural.ts'

export const network = {
  lead: 'Where the lab listens, who has an address, and what else was seen.',
  level: 'Safety level',
  levels: {
    lab: 'Lab',
    labText: 'Only loopback addresses of this computer. No other machine can see the lab.',
    labTextWatched: (on: string) =>
      `Only loopback addresses of this computer. Other machines look on at ${on}, and reach nothing else.`,
    serve: (name: string) => `Serving on ${name}`,
    serveText: (name: string) =>
      `Real machines on ${name} are answered. Sockets are pinned to that interface alone.`,
    observe: (name: string) => `Observing ${name}`,
    observeText: (name: string) =>
      `DHCP on ${name} is heard and written down. Nothing is answered.`,
  },
  stop: (name: string) => `Stop on ${name} at once`,
  interfaces: 'Interfaces of this computer',
  howText:
    'To boot real machines, choose the interface of a network that is yours alone and type its name. Interfaces that lead to your own network are locked.',
  lookAgain: 'Look again',
  rightsOpen: 'This program may open the ports that firmware expects (67 to 69).',
  rightsClosed: 'A right is missing',
  rightsText: (firstOpen: number) =>
    `This system lets users open ports from ${firstOpen} on; DHCP needs 67, TFTP 69, logs 514. One setting changes that until the next restart. Headwaiter itself never runs as root.`,
  locked: 'locked',
  locks: {
    defaultRoute:
      'It carries the default route, or shares the card that does, so it leads to your own network.',
    wireless: 'It is a wireless card.',
    vpn: 'It is a VPN or another tunnel.',
    bridgedPort: 'It is a bridge with a physical card in it.',
    loopback: 'It is the loopback interface; the lab uses it without serving on it.',
  },
  links: { up: 'link is up', down: 'nothing plugged in' },
  speed: (megabits: number) =>
    megabits >= 1000 ? `${megabits / 1000} Gbit/s` : `${megabits} Mbit/s`,
  neighbours: (count: number) => plural(count, 'known neighbour', 'known neighbours'),
  probe: 'Ask for DHCP servers',
  probeTip: 'Sends a few questions and takes no lease. Needs about four seconds.',
  noServer: 'No DHCP server answered here.',
  otherServer: (id: string, from: string, offered: string) =>
    `A DHCP server answers here: ${id}, heard from ${from}, offered ${offered}. Unplug it, or use proxy mode.`,
  serveHere: 'Serve here…',
  serveOn: (name: string) => `Serve on ${name}`,
  observeOn: (name: string) => `Observe ${name}`,
  asking: 'Asking who else serves…',
  mode: 'What DHCP does there',
  modes: {
    authoritative: 'Leases addresses. It must be the only DHCP server.',
    proxy: 'Gives boot information beside the DHCP server of the network.',
    reservationOnly: 'Answers hosts with an address of their own in the lab, and nobody else.',
    observe: 'Only listens: nothing is answered, nothing is served.',
  },
  byAddress: 'Address of the interface',
  typeName: (name: string) => `Type ${name} to say that this network is yours`,
  classroom: {
    title: 'Classroom',
    closed:
      'Others follow this lab in a browser of their own: every page, every boot, back and forth in time. They change nothing.',
    at: 'Address of this computer',
    place: (address: string, name: string) => `${address} (${name})`,
    thisComputer: (address: string) => `${address} (this computer alone)`,
    open: 'Let a class look on',
    type: 'Type this into a browser:',
    screens: (count: number) => plural(count, 'screen looks on', 'screens look on'),
    close: 'Close the classroom',
    safety:
      'It opens one port on that address, to those who have the code. What goes over it is not encrypted. It closes with the lab.',
  },
  addresses: 'Addresses',
  subnet: 'Subnet',
  server: 'Services',
  router: 'Router',
  noRouter: 'none: nothing leads out',
  pool: 'Pool',
  leaseTime: 'Lease',
  listens: 'Listening',
  leases: 'Leases',
  leaseColumns: { address: 'Address', host: 'Host', mac: 'MAC', reserved: 'Reserved' },
  reserved: 'yes',
  noLeases: 'Nobody has asked for an address yet.',
  seen: 'Seen on the network',
  nothingSeen: 'No other DHCP server and nothing unusual was seen.',
}
