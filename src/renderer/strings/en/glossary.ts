/** A word of the trade and what it means here. */
export type Term = { readonly term: string; readonly text: string }

export const glossary = {
  autoDeploy: {
    term: 'Auto Deploy',
    text: 'The part of vSphere that boots hosts over the network: a rules engine that decides and a web server, the waiter, that sends.',
  },
  rules: {
    term: 'Rules engine',
    text: 'Decides from the attributes a host sends which image, host profile and location it gets. A host that vCenter knows keeps what is stored for it.',
  },
  waiter: {
    term: 'Waiter',
    text: 'Auto Deploy’s web server. iPXE asks it for a script, the host’s image and its files. In vSphere by HTTPS on port 6501, which is managed on 6502; in this lab by HTTP.',
  },
  dhcp: {
    term: 'DHCP',
    text: 'Gives a machine its address, and tells its firmware where a boot loader is: DISCOVER, OFFER, REQUEST, ACK.',
  },
  tftp: {
    term: 'TFTP',
    text: 'The simple file transfer that firmware can do by itself. Here it sends the boot loader and iPXE’s first script.',
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
    text: 'The small script that TFTP sends to iPXE: the one place that holds the waiter’s address. The waiter has the next script under the same name.',
  },
  imageProfile: {
    term: 'Image profile',
    text: 'What a host runs: in vSphere a named set of VIBs, at boot a kernel and its modules. Here each file is held by its SHA-256 digest.',
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
    text: 'Applying the host profile again, here to the running host. That does not clear the flag of a boot from the cache; a reboot over the network does.',
  },
  maintenance: {
    term: 'Maintenance mode',
    text: 'The host takes no virtual machines. An administrator puts it there; so does vCenter, until a stateless host has got its profile.',
  },
  ruleSet: {
    term: 'Rule set',
    text: 'An ordered list of rules. The working set is edited; the active set decides.',
  },
  rule: {
    term: 'Rule',
    text: 'Patterns and items. A machine that meets all patterns gets the items; of each kind the first matching rule of the set counts.',
  },
  association: {
    term: 'Association',
    text: 'The image, host profile and location that are stored for a host in vCenter. Rules that change later do not reach it until its compliance with the rule set is repaired.',
  },
  ruleCompliance: {
    term: 'Compliance with the rule set',
    text: 'Whether what is stored for a host is what the active rules would give it. Repairing stores that; a location takes effect at once, the rest at the next boot.',
  },
  customization: {
    term: 'Host customization',
    text: 'What a host profile asks of each host by itself, such as its address; once called answer file. Without it the host stays in maintenance mode.',
  },
  referenceHost: {
    term: 'Reference host',
    text: 'A host that was set up by hand, whose settings become a host profile.',
  },
  flag: {
    term: 'Booted from stateless cache',
    text: 'The flag by which vCenter tells a host that came from the copy on its disk (bootedFromStatelessCache). Only a boot over the network clears it.',
  },
  mboot: {
    term: 'mboot',
    text: 'VMware’s boot loader: reads boot.cfg, loads kernel and modules, starts them. When it fails it hangs, unless boot.cfg or its command line says otherwise: firmware does not get its turn again.',
  },
  bootFile: {
    term: 'Boot file',
    text: 'The program whose name the DHCP offer gives (option 67) and that firmware loads by TFTP; in UEFI’s messages NBP.',
  },
  proxyDhcp: {
    term: 'proxyDHCP',
    text: 'A server beside the DHCP server that only tells where to boot from, and gives no addresses.',
  },
  depot: {
    term: 'Depot',
    text: 'A source of image profiles and VIBs: an address, or a zip file (offline bundle).',
  },
  vib: {
    term: 'VIB',
    text: 'A package of ESXi software: files, a description and a signature.',
  },
  acceptanceLevel: {
    term: 'Acceptance level',
    text: 'How far a VIB or an image profile is vouched for: VMwareCertified, VMwareAccepted, PartnerSupported, CommunitySupported.',
  },
  scriptBundle: {
    term: 'Script bundle',
    text: 'Scripts that a rule gives to hosts, which run them after their boot. In vSphere they are for the shell of ESXi; here they have five commands.',
  },
  managedCluster: {
    term: 'Cluster managed by an image',
    text: 'A cluster of vSphere Lifecycle Manager that has one image for all its hosts. A rule that names it gives no image and no host profile; its hosts need ESXi 8.0 and a disk, and become stateful.',
  },
  proxy: {
    term: 'Reverse proxy',
    text: 'A web server that keeps image files nearer to the hosts. They take turns and go to Auto Deploy itself when all fail: it saves time, not a boot.',
  },
  dumpCollector: {
    term: 'Dump collector',
    text: 'Takes the crash dump of a host without a disk: UDP port 6500, in clear. It has to be set before the crash. This lab sets the option and takes no dumps.',
  },
  authority: {
    term: 'Certificate authority',
    text: 'The part of vCenter that signs the certificates of hosts. A stateless host needs it at its first boot; Auto Deploy keeps the certificate for later ones.',
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
