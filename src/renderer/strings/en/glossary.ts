/** A word of the trade and what it means here. */
export type Term = { readonly term: string; readonly text: string }

export const glossary = {
  autoDeploy: {
    term: 'Auto Deploy',
    text: 'The part of vSphere that boots hosts over the network: a rules engine that decides and a web server, the waiter, that sends.',
  },
  rules: {
    term: 'Rules engine',
    text: 'Decides from the attributes a host sends which image, host profile and place it gets.',
  },
  waiter: {
    term: 'Waiter',
    text: 'Auto Deploy’s web server. iPXE asks it for a script, the host’s image and its files.',
  },
  dhcp: {
    term: 'DHCP',
    text: 'Gives a machine its address, and tells its firmware where a boot loader is: DISCOVER, OFFER, REQUEST, ACK.',
  },
  tftp: {
    term: 'TFTP',
    text: 'The simple file transfer that firmware can do by itself. Here it sends the boot loader.',
  },
  pxe: {
    term: 'PXE',
    text: 'What firmware does to boot over the network: DHCP for an address and a file name, TFTP for the file.',
  },
  ipxe: {
    term: 'iPXE',
    text: 'A boot loader that speaks HTTP and runs scripts. Firmware loads it by TFTP; it does the rest.',
  },
  tramp: {
    term: 'tramp',
    text: 'The small script that holds the waiter’s address. When iPXE has it, the way to Auto Deploy works.',
  },
  imageProfile: {
    term: 'Image profile',
    text: 'A kernel and its modules: what a host runs. Each file is held by its SHA-256 digest.',
  },
  hostProfile: {
    term: 'Host profile',
    text: 'The settings vCenter applies to a host after its boot, and checks.',
  },
  stateless: {
    term: 'Stateless',
    text: 'The host runs from memory and gets image and settings anew at each boot.',
  },
  caching: {
    term: 'Stateless caching',
    text: 'Stateless, with a copy of the image on a disk. Firmware boots the copy when the network boot fails. A fallback, not an install.',
  },
  stateful: {
    term: 'Stateful install',
    text: 'The image is installed on a disk once. From then on the host boots by itself and is no longer Auto Deploy’s.',
  },
  bootOrder: {
    term: 'Boot order',
    text: 'The devices firmware tries, in order. Only network first and disk second gives a fallback.',
  },
  vcenter: {
    term: 'vCenter',
    text: 'Manages the hosts: adds and connects them, applies host profiles, places virtual machines.',
  },
  compliance: {
    term: 'Compliance',
    text: 'Whether a host is as its host profile wants it. A host that was booted from its cache cannot be.',
  },
  remediation: {
    term: 'Remediation',
    text: 'Applying the host profile again. It does not clear the mark of a boot from the cache.',
  },
  maintenance: {
    term: 'Maintenance mode',
    text: 'The host takes no virtual machines until its profile has been applied.',
  },
  ruleSet: {
    term: 'Rule set',
    text: 'An ordered list of rules. The working set is edited; the active set decides.',
  },
  plug: {
    term: 'Plug',
    text: 'Each component has one here. Pulled, its sockets are really closed and what was under way is cut.',
  },
  proof: {
    term: 'Heal proof',
    text: 'After a plug is back in, a client that is not the component’s own code uses it once.',
  },
  fault: {
    term: 'Fault',
    text: 'Meets single messages of a component: drops, delays, spoils or holds them.',
  },
  fact: {
    term: 'Fact',
    text: 'One thing that happened, with its number and time. Everything on this screen is made of facts.',
  },
} as const satisfies Readonly<Record<string, Term>>
