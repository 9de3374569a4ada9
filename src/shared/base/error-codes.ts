/**
 * Every error code, with what to do when it appears. Codes are stable: scripts and lessons match on
 * them. Grouped by the room that raises them.
 */
export const errorCodes = {
  // lab
  'lab.unexpected':
    'This is a defect of Headwaiter. Report it with the file that the page Settings makes, or `npm start -- diagnostics FILE.zip`.',
  'lab.not-found': 'Check the name, and that this is the lab you mean.',
  'lab.disk-full': 'Make room on the disk, then try again.',
  'lab.file-refused':
    'Check that the file and its folder are yours to write to (a lab that was run by sudo is not), and that the disk is sound.',
  'lab.out-of-place':
    'Move what the message names away: a file stands where the lab keeps a folder, or a folder where it keeps a file.',
  'lab.too-many-files':
    'Allow the program more open files (`ulimit -n`), or close what holds connections to it; then try again.',
  'lab.folder-unusable': 'Give a folder that you may write to, or one that does not exist yet.',

  // document
  'document.unreadable': 'Check the path and that the file is a readable YAML text.',
  'document.invalid': 'Correct the field named in the message; the lab was left as it was.',
  'document.newer': 'Open it with a newer Headwaiter.',
  'document.name-taken': 'Choose another name, or remove what has this one first.',
  'document.in-use': 'Take it out of the rules that name it first.',
  'document.bad-script': 'Correct the line named; docs/script-bundles.md lists the commands.',
  'document.nothing-to-undo': 'There is no earlier version of this lab.',
  'document.nothing-to-redo': 'There is no later version of this lab.',

  // journal
  'journal.not-a-lab':
    'Choose a lab file (.lab) that Headwaiter made; this file was left as it is.',
  'journal.newer': 'Open it with a newer Headwaiter; this file was left as it is.',
  'journal.unreadable': 'Check the path, its rights and the disk; restore the file from a copy.',
  'journal.in-use': 'Close the other Headwaiter that has this lab open.',
  'journal.write-failed':
    'Check that the disk is there, writable and not full; then try again, or restore the plug of what stopped.',
  'journal.no-such-place': 'Read the journal from its start; this is not the one read before.',
  'journal.exists': 'Choose another place; nothing is ever written over a lab.',
  'journal.damaged': 'Ask for the file again; what is in this one is not whole.',
  'journal.recording': 'This is a recording: look at it, or open its lab to change things.',
  'journal.closed': 'The lab is closing; open it again.',

  // api
  'api.bad-request': 'Correct the field named in the message.',
  'api.connection-lost': 'Wait for the connection, or start the lab again.',
  'api.too-many-streams': 'Leave a stream that you read no more, or open another connection.',
  'api.looking-on': 'Ask who works the lab; this screen looks on.',

  // classroom
  'classroom.open': 'Close it first; a new one gets a new code.',

  // net
  'net.port-in-use':
    'End the program that holds the port, or use it if it is another lab. The loopback lab may have another port or subnet; on a real network machines ask at this port.',
  'net.port-denied':
    'Ports below 1024 need a right. Run `doctor` to see the one setting that opens them.',
  'net.no-such-interface': 'List the interfaces with `doctor` and give one of those names.',
  'net.interface-not-ready':
    'Plug it in, or give it an address: `doctor` prints the command for each interface.',
  'net.interface-locked': 'Choose an interface that is not the way to your own network.',
  'net.not-confirmed':
    'Say that the network is yours: type the name of the interface, or give --yes-this-network-is-mine.',
  'net.router-invalid': 'Give an address of the subnet of the interface that is not its own.',
  'net.pool-invalid': 'Give two addresses of the subnet of the interface, the lower one first.',
  'net.no-room':
    'Give another pool, or the interface an address of a larger network, such as 10.20.0.1/24.',
  'net.not-serving':
    'Serve the interface that the machine is on first: the page Network, or the command `serve`.',
  'net.only-observed': 'Serve it in another mode: of what is only observed nothing is sent.',
  'net.already-serving': 'Stop serving there first.',
  'net.serving-ended': 'Serve again when you are ready.',
  'net.address-absent': 'Give the interface that address, or use one it has.',
  'net.interface-changed':
    'Restore the plug: it follows the interface. One that is gone has to come back first.',
  'net.not-loopback': 'The loopback lab takes addresses in 127.0.0.0/8 alone.',
  'net.setting-refused': 'Run the command named in the message yourself, as an administrator.',
  'net.native-call': 'The system refused a socket setting. See the cause, and run `doctor`.',

  // dhcp
  'dhcp.too-short':
    'Nothing was answered, and nothing has to be done. If a host waits for it, look at what cuts its packets: its card or a device on the way.',
  'dhcp.no-cookie':
    'Nothing was answered, and nothing has to be done: it is BOOTP or another program on the port of DHCP. A host that boots by BOOTP alone is not served.',
  'dhcp.bad-field':
    'Nothing was answered. Look at the card that sent it: it may have lost its MAC address, or its firmware is defective.',
  'dhcp.option-truncated':
    'An option runs past the end of its field. What stands before it is used, if that says enough.',
  'dhcp.bad-option':
    'Update the firmware that sent it; where the value is optional, the host boots without it.',
  'dhcp.too-long': 'Set fewer or shorter options for this network (`network.dhcp.options`).',
  'dhcp.no-answer':
    'Look at the newest facts of DHCP in the journal and at the pool; then restore the plug again.',
  'dhcp.foreign-server':
    'Look first whether the cable is in the right network. If it is, switch the other server off, or serve in proxy mode.',

  // plugs
  'plug.already-out': 'It is unplugged already. Restore it first.',
  'plug.not-out': 'It is plugged in; there is nothing to restore.',
  'plug.not-healed':
    'Mend what the message names, then restore the plug again: the proof is made anew.',

  // hosts
  'hosts.not-simulated':
    'Only a simulated host has its power switch here. Use the switch of the machine itself.',
  'hosts.no-disk-next':
    'Put the disk behind the network in its boot order, or choose an image profile.',
  'hosts.wake-simulated': 'Power it on instead; wake on LAN is for physical hosts.',
  'hosts.wake-no-card': 'Give the host the MAC address of its card.',
  'hosts.wake-not-sent':
    'See that the interface is up and its cable is in; then wake the host again.',
  'hosts.wake-dhcp-stopped':
    'Mend what the message names and restore DHCP first: who is woken before boots what somebody else gives it.',
  'hosts.powered-on': 'Switch the host off first; then change or remove it.',
  'hosts.name-taken': 'Choose another name, or remove the host that has this one.',
  'hosts.name-unnumbered': 'Give the first a name with a number at its end, like esx-21.',
  'hosts.mac-taken': 'Give the card a MAC address that no other card has.',
  'hosts.address-taken': 'Choose an address that is reserved for no other host.',
  'hosts.table-invalid': 'Correct what the message names. Nothing was changed.',
  'hosts.too-many': 'Ask for fewer hosts, or remove some first.',
  'hosts.unknown-kind': 'Give one of those that the message lists.',
  'hosts.vendor-invalid': 'Correct the field named in the message, or take the file away.',
  'hosts.storm-running': 'Wait until it has settled, or stop it.',
  'hosts.storm-empty': 'Name simulated hosts of this lab.',
  'hosts.thread-lost': 'The simulated hosts lost their power. Switch them on again.',

  // vcenter
  'vcenter.unreachable': 'vCenter is unplugged or not started. Restore its plug first.',
  'vcenter.login-refused': 'Check the user and the password.',
  'vcenter.bad-reply': 'Check that the address is that of a vCenter of version 7.0 or later.',
  'vcenter.unknown-host': 'vCenter has never had this host. Boot it over the network once.',
  'vcenter.host-unreachable':
    'The host did not answer vCenter. Look at its console and at its network.',
  'vcenter.not-connected': 'Reconnect the host first.',
  'vcenter.placement-refused':
    'Mend what the message names; the virtual machine stays where it is.',
  'vcenter.authority-unusable':
    'Delete the folder of the certificate authority; a new one is made, and hosts get new certificates.',
  'vcenter.certificate-refused':
    'Reboot the host over the network: Auto Deploy gives it a certificate of this vCenter.',
  'vcenter.bad-request': 'Correct the request; vCenter changed nothing.',

  // lessons
  'lesson.unknown': 'Give one of the names that `lesson list` shows.',
  'lesson.invalid': 'Correct the field named in the message; the lesson was not loaded.',
  'lesson.running': 'Stop the lesson under way first.',
  'lesson.not-asked': 'Answer when the lesson asks, with one of the options it gives.',
  'lesson.not-here': 'Take this lesson in a lab that has the part named.',
  'lesson.not-refused':
    'Look at the facts of this step: the lab did what the lesson expects it to refuse.',
  'lesson.cast': 'Add simulated hosts to the lab: on the page Hosts, or by `hosts add`.',

  // image
  'image.bootcfg-invalid': 'Correct boot.cfg at the line named.',
  'image.no-boot-config':
    'Choose the folder that a boot.cfg lies in with its kernel and modules, an installer ISO, or an offline bundle.',
  'image.missing-module': 'Put the file into the folder, or take its name out of boot.cfg.',
  'image.unreadable': 'Check the path and that you may read the file.',
  'image.blob-missing': 'Import the image again; the store does not hold this file.',
  'image.blob-corrupt':
    'The stored file was changed. Import the image again; the store then replaces it.',
  'image.truncated': 'The file is shorter than it says. Fetch it again.',
  'image.iso-invalid': 'Check that the file is an installer ISO, and fetch it again.',
  'image.ar-invalid': 'The package is damaged. Fetch the depot again.',
  'image.zip-invalid': 'Check that the file is a zip archive, and fetch it again.',
  'image.zip-bomb': 'Do not use this archive: it was made to fill disks.',
  'image.xml-invalid': 'The description in the depot is damaged. Fetch the depot again.',
  'image.depot-invalid': 'Check that the file is an offline bundle, and fetch it again.',
  'image.payload-invalid': 'Reboot the host: the waiter makes the payload anew.',
  'image.checksum-mismatch': 'The file is not the one its depot describes. Fetch the depot again.',
  'image.package-unknown': 'List the packages and give one of those names.',
  'image.package-refused':
    'Add what is needed first, or choose another version or acceptance level.',
  'image.profile-unknown': 'List the image profiles and give one of those names.',
  'image.no-kernel': 'Add the package that brings the kernel (esx-base).',
  'image.profile-invalid': 'Correct what the message names, or give the image a shorter name.',
  'image.in-use': 'Take it out of what the message names first.',
  'image.profile-ambiguous': 'Say which depot is meant.',
  'image.no-packages':
    'Compose the image from a depot: only those can be worked on package by package.',
  'image.cancelled': 'Start the same import again: it goes on where it stopped.',
  'image.exists': 'Choose a name that is not there yet; nothing is overwritten.',
  'image.not-written': 'Check the path, its rights and the room on its disk.',
  'image.no-loader': 'Choose an archive with iPXE or another boot loader in it.',
  'image.recipe-invalid': 'Correct the field named in the message.',
  'image.upload-lost': 'Drop the files onto the window again.',
  'image.disk-full': 'Make room on the disk of the image store, then try again.',
  'image.name-invalid': 'Use letters, digits and . _ + - in file names of an image.',

  // waiter
  'waiter.bad-request': 'Correct what the message names; the waiter takes plain HTTP requests.',
  'waiter.bad-attributes': 'Send at least a MAC address, as iPXE does.',
  'waiter.http-version': 'Ask in HTTP/1.1 or HTTP/1.0.',
  'waiter.not-found': 'Check the path; docs/protocol.md lists them all.',
  'waiter.method-not-allowed': 'Use the method that docs/protocol.md gives for this path.',
  'waiter.unknown-host': 'The host has to register first: boot it over the network.',
  'waiter.busy': 'Nothing to do: the client comes back by itself. Start hosts in smaller groups.',
  'waiter.overloaded':
    'Start hosts in smaller groups, or allow more boots at once (`network.waiter.boots`).',
  'waiter.tls-unusable': 'Delete the folder of the lab certificate authority; a new one is made.',
  'waiter.bad-certificate': 'Give a certificate in force and its own key, both as PEM.',
  'waiter.certificates-unusable':
    'Restore the file from a copy, or move it away and give hosts their own certificates anew.',
  'waiter.no-certificate':
    'The certificate authority of vCenter did not answer. Restore vCenter; the host tries again at its next boot.',
  'waiter.rules-unreachable':
    'The rules engine did not answer. Restore its plug; the host tries again at its next boot.',

  // capture
  'capture.unreadable': 'Give a pcap or pcapng file that was written to its end.',
  'capture.unknown':
    'Give a pcap or pcapng file, packed by gzip or not, or one packet as bytes or in hex: DHCP, TFTP, a heartbeat or an HTTP head, with its frame or without.',

  // tftp
  'tftp.malformed':
    'Look at who sends it: the packet is no TFTP from the byte named on. Nothing was done.',
  'tftp.bad-name': 'Give the plain name of a boot loader, as the page Images lists them.',
  'tftp.unreadable': 'Check that the file is there and may be read.',
  'tftp.timeout': 'Check that the TFTP server is plugged in and that packets pass both ways.',
  'tftp.error-packet':
    'Do what the words of the TFTP server ask for: mostly the file has another name there, or may not be read.',
  'tftp.no-port': 'Widen the range of TFTP ports, or wait until a transfer ends.',
  'tftp.too-large': 'Offer a smaller file under this name.',

  // rules
  'rules.pattern-unknown-attribute': 'Use one of the attributes named in the message.',
  'rules.pattern-no-operator': 'Write attribute==value, or attribute=value,value, in quotes.',
  'rules.pattern-empty-value': 'Give a value; to match every machine, leave the pattern out.',
  'rules.pattern-bad-value': 'Correct the value at the place named.',
  'rules.pattern-bad-range': 'Write the lower address first: ipv4=10.0.0.10-10.0.0.20.',
  'rules.pattern-never-matches': 'Take one of the patterns away, or change its values.',
  'rules.two-of-a-type': 'Keep one item of each type in a rule.',
  'rules.cluster-image-mixed':
    'A cluster managed by an image gives its hosts image and configuration: take the other items out.',
  'rules.cluster-image-too-old': 'Give the cluster an image of ESXi 8.0 or later.',
  'rules.no-cluster-image': 'Name a cluster that is managed by an image, or use New-DeployRule.',
  'rules.unknown-item': 'List what the lab has and give one of those names.',
  'rules.in-a-set': 'Take the rule out of the sets first, or copy it: Copy-DeployRule.',
  'rules.left-the-set':
    'Copy the changed rule and add the copy to the set, or discard the changes.',
  'rules.unknown-rule': 'List the rules and give one of those names.',
  'rules.listed-twice': 'Keep each rule once in a rule set.',
  'rules.name-taken': 'Choose another name for the rule.',
  'rules.not-loopback': 'Give the rules engine a loopback address.',
  'rules.bad-request': 'Correct the request; nothing was decided.',

  // powercli
  'powercli.syntax': 'Correct the line at the place underlined.',
  'powercli.not-in-this-console':
    'Write it with the cmdlets and forms of this console: Get-Help about_Console.',
  'powercli.unknown-command': 'List the commands with Get-Command.',
  'powercli.unknown-parameter': 'See Get-Help for the parameters of this cmdlet.',
  'powercli.missing-parameter': 'Give the parameter named; this console does not ask for it.',
  'powercli.bad-value': 'Correct the value at the place underlined.',
  'powercli.bad-argument': 'See Get-Help for what this parameter takes.',
  'powercli.not-connected': 'Connect first: Connect-VIServer.',
  'powercli.unreachable': 'Plug the component in again.',
  'powercli.not-found': 'List what the lab has and give one of those names.',
  'powercli.ambiguous-name': 'Give the object itself, as Get-Cluster and its like return it.',
  'powercli.not-in-this-lab': 'See Get-Help for what this cmdlet does in a lab.',
  'powercli.script-error': 'The script itself reported this.',
  'powercli.limit': 'Do less in one go: this console ends what grows without bound.',

  // faults
  'fault.invalid': 'Correct the field named in the message; nothing was injected.',
  'fault.exists': 'Remove the fault of that id first, or give this one another.',
  'fault.none': 'Inject a fault first.',
  'fault.unknown': 'See which faults are in force; it may have been removed already.',

  // command line
  'cli.usage': 'See `npm start -- COMMAND --help`.',
  'cli.screen-not-built': 'Open the lab with `npm start`: it builds the screen.',
  'cli.file-not-written': 'Check the path, its rights and the room on its disk.',
  'cli.unreadable-file': 'Check the path; the file must be a text that can be read.',
} as const

export type ErrorCode = keyof typeof errorCodes

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code)
