/** The words an explanation of a packet is made of; each language has them all. */
export type PacketWords = {
  /** `name` is the kind of message: OFFER, RRQ. */
  readonly dhcpFrom: (name: string, mac: string) => string
  readonly dhcpTo: (name: string, mac: string) => string
  readonly dhcpOf: (name: string, address: string, mac: string) => string
  readonly dhcpMalformed: string
  readonly tftpData: (block: number, bytes: number) => string
  readonly tftpAck: (block: number) => string
  readonly heartbeatOf: (host: string) => string
  readonly magicOf: (mac: string) => string
  readonly unknown: (bytes: number) => string
  readonly noHeadEnd: string
  /** A value that its RFC does not allow; `why` as the decoder says it. */
  readonly malformed: (why: string) => string
  /** A further part of an option that was split, which begins at that byte. */
  readonly continues: (at: number) => string
  readonly opaque: string
  readonly clientIdType: (type: string) => string
  readonly seconds: string
  /** A time whose bits are all set (RFC 2131 section 3.3). */
  readonly forEver: string
  readonly opcodes: {
    readonly request: string
    readonly reply: string
  }
  readonly tftpOpcodes: Readonly<
    Record<'read' | 'write' | 'data' | 'ack' | 'error' | 'oack', string>
  >
  readonly tftpBlock: string
  /** By error code, 0 to 8 (RFC 1350 appendix I, RFC 2347). */
  readonly tftpErrors: readonly string[]
  readonly tftpUnknownError: string
  readonly tftpOptions: Readonly<
    Record<'blksize' | 'timeout' | 'tsize' | 'windowsize' | 'multicast', string>
  >
  readonly tftpUnknownOption: string
  readonly httpFields: Readonly<Record<HttpField, string>>
  /** By the first digit of the status. */
  readonly httpStatus: Readonly<Record<'2' | '3' | '4' | '5', string>>
  readonly heartbeat: Readonly<Record<'host' | 'boot', string>>
  readonly magic: Readonly<Record<'sync' | 'card' | 'secureOn', string>>
}

/** Headers that are explained, and where they are defined. */
export const httpSources = {
  host: 'RFC 9110 7.2',
  'user-agent': 'RFC 9110 10.1.5',
  range: 'RFC 9110 14.2',
  'content-length': 'RFC 9110 8.6',
  'content-type': 'RFC 9110 8.3',
  'content-range': 'RFC 9110 14.4',
  connection: 'RFC 9110 7.6.1',
  'retry-after': 'RFC 9110 10.2.3',
  etag: 'RFC 9110 8.8.3',
  'if-none-match': 'RFC 9110 13.1.2',
  'cache-control': 'RFC 9111 5.2',
  'accept-ranges': 'RFC 9110 14.3',
  'transfer-encoding': 'RFC 9112 6.1',
  location: 'RFC 9110 10.2.2',
} as const
export type HttpField = keyof typeof httpSources

/** The words in English. */
export const packetWords: PacketWords = {
  dhcpFrom: (name, mac) => `${name} from ${mac}`,
  dhcpTo: (name, mac) => `${name} to ${mac}`,
  dhcpOf: (name, address, mac) => `${name} of ${address} to ${mac}`,
  dhcpMalformed: 'A malformed DHCP message',
  tftpData: (block, bytes) => `DATA block ${block}, ${bytes} bytes`,
  tftpAck: (block) => `ACK of block ${block}`,
  heartbeatOf: (host) => `Heartbeat of ${host}`,
  magicOf: (mac) => `Magic packet for ${mac}`,
  unknown: (bytes) => `${bytes} bytes of something else`,
  noHeadEnd: 'The head has no end.',
  malformed: (why) => `malformed: ${why}`,
  continues: (at) => `continues the option at byte ${at}`,
  opaque: 'opaque',
  clientIdType: (type) => `type ${type}`,
  seconds: 'seconds',
  forEver: 'for ever',
  opcodes: { request: 'request', reply: 'reply' },
  tftpOpcodes: {
    read: 'Asks for a file.',
    write: 'Asks to store a file.',
    data: 'A block of the file; a short one is the last.',
    ack: 'Everything up to this block has arrived.',
    error: 'Ends the transfer; it is not answered.',
    oack: 'The options the server grants; a reader answers ACK 0, a writer DATA 1.',
  },
  tftpBlock: 'Counts from 1 in 16 bits; ACK 0 answers an OACK or a WRQ.',
  tftpErrors: [
    'Not defined; the message says more.',
    'The file was not found.',
    'Access is not allowed.',
    'The disk is full.',
    'The operation is not allowed in TFTP.',
    'This port takes no part in the transfer.',
    'The file exists already.',
    'There is no such user.',
    'The options were refused; firmware that only asked for the size ends its probe so.',
  ],
  tftpUnknownError: 'A code no RFC defines.',
  tftpOptions: {
    blksize: 'Bytes of data in a block; 512 without it.',
    timeout: 'Seconds before a packet is sent again.',
    tsize: 'Bytes of the file; a reader asks with 0.',
    windowsize: 'Blocks sent before an ACK is due.',
    multicast: 'Many readers of one sender.',
  },
  tftpUnknownOption: 'An option we do not know.',
  httpFields: {
    host: 'The server meant, as the client calls it.',
    'user-agent': 'The program that asks.',
    range: 'Asks for a part of the file.',
    'content-length': 'Bytes of the body.',
    'content-type': 'What the body is.',
    'content-range': 'Which part of the file follows.',
    connection: 'What happens to the connection after this.',
    'retry-after': 'How long to wait before asking again: seconds, or until a date.',
    etag: 'Names this version of the file.',
    'if-none-match': 'Send it only if it is not this version.',
    'cache-control': 'How long a copy may be kept.',
    'accept-ranges': 'Whether parts may be asked for.',
    'transfer-encoding': 'How the body is framed.',
    location: 'Where to look instead.',
  },
  httpStatus: {
    '2': 'Done.',
    '3': 'Look elsewhere, or at what you have.',
    '4': 'The client asked for something it cannot have.',
    '5': 'The server cannot answer now.',
  },
  heartbeat: {
    host: 'The host that is alive.',
    boot: 'The boot it lives in: another one than vCenter connected says that it rebooted.',
  },
  magic: {
    sync: 'Six bytes ff: a card on standby power looks for what follows them.',
    card: 'The address of the card that is to wake its machine, sixteen times.',
    secureOn: 'The password that a card with SecureOn asks for.',
  },
}
