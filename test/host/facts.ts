import type { Fact, FactOf, FactType, Recorded } from '../../src/shared/facts/index.ts'

/** Facts numbered from `seq`, one every `step` ms. */
export const record = (facts: readonly Fact[], seq = 1, step = 100): Recorded[] =>
  facts.map((fact, index) => ({ seq: seq + index, at: 1000 + (seq + index) * step, fact }))

const about = { host: 'esx-01' }
const mac = '52:54:00:aa:bb:01'
const dhcp = { ...about, mac, xid: '0x1', port: 10068 }
const digest = 'a'.repeat(64)
const tftp = { ...about, transfer: '127.66.0.52:1/1', client: '127.66.0.52:1' }
const http = { ...about, client: '127.66.0.52' }
const attributes = {
  mac,
  uuid: '',
  vendor: 'Dell Inc.',
  model: 'PowerEdge R640',
  serial: '',
  asset: '',
  oemstring: [],
  hostname: '',
  domain: '',
  ipv4: '127.66.0.52',
}

type Build<T extends FactType> = (more?: Partial<FactOf<T>>) => Fact
const build =
  <T extends FactType>(fact: FactOf<T>): Build<T> =>
  (more = {}) => ({ ...fact, ...more })

/** One builder for each fact of a boot of `esx-01`, with plain values. */
export const told = {
  poweredOn: build({ type: 'host.poweredOn', ...about, by: 'operator' }),
  poweredOff: build({ type: 'host.poweredOff', ...about, by: 'operator' }),
  rebooted: build({ type: 'host.rebooted', ...about, by: 'operator' }),
  deviceTried: build({
    type: 'firmware.deviceTried',
    ...about,
    device: 'network',
    position: 1,
    of: 2,
  }),
  linkUp: build({ type: 'firmware.linkUp', ...about }),
  addressed: build({
    type: 'firmware.addressed',
    ...about,
    address: '127.66.0.52',
    nextServer: '127.66.0.1',
    bootFile: 'snponly.efi',
  }),
  loaderReceived: build({
    type: 'firmware.loaderReceived',
    ...about,
    file: 'snponly.efi',
    bytes: 170_000,
    took: 20,
  }),
  ipxeStarted: build({ type: 'ipxe.started', ...about }),
  ipxeAddressed: build({ type: 'ipxe.addressed', ...about, address: '127.66.0.52' }),
  trampReceived: build({ type: 'ipxe.trampReceived', ...about, url: 'http://s/vmw/rbd/tramp' }),
  bootScriptReceived: build({ type: 'ipxe.bootScriptReceived', ...about, url: 'http://s/r' }),
  tryFailed: build({
    type: 'ipxe.tryFailed',
    ...about,
    stage: 'tramp',
    url: 'http://s/vmw/rbd/tramp',
    attempt: 1,
    of: 3,
    message: 'Connection refused',
  }),
  configReceived: build({
    type: 'mboot.configReceived',
    ...about,
    imageProfile: 'reference',
    modules: 2,
  }),
  moduleReceived: build({
    type: 'mboot.moduleReceived',
    ...about,
    file: 'k.b00',
    bytes: 1000,
    position: 1,
    of: 2,
  }),
  imageReceived: build({
    type: 'mboot.imageReceived',
    ...about,
    imageProfile: 'reference',
    digest,
    bytes: 2000,
    took: 5,
  }),
  hung: build({ type: 'mboot.hung', ...about, file: 'k.b00', message: '41 (HTTP Error)' }),
  networkFailed: build({
    type: 'firmware.networkFailed',
    ...about,
    stage: 'tramp',
    code: 'ECONNREFUSED',
    message: 'Connection refused',
    tries: 3,
  }),
  noImageScreen: build({ type: 'host.noImageScreen', ...about, cause: 'No rules', wait: 300_000 }),
  imageVerified: build({
    type: 'disk.imageVerified',
    ...about,
    imageProfile: 'reference',
    digest,
    bytes: 2000,
    took: 5,
    writtenAt: 7,
  }),
  imageRejected: build({
    type: 'disk.imageRejected',
    ...about,
    cause: 'empty',
    message: 'No hypervisor found.',
  }),
  cacheWritten: build({
    type: 'disk.cacheWritten',
    ...about,
    imageProfile: 'reference',
    digest,
    bytes: 2000,
    took: 5,
    path: '/disk',
  }),
  noBootDevice: build({ type: 'firmware.noBootDevice', ...about }),
  kernelStarted: build({
    type: 'kernel.started',
    ...about,
    source: 'network',
    imageProfile: 'reference',
  }),
  up: build({ type: 'esxi.up', ...about, source: 'network', address: '127.66.0.52', took: 9 }),
  fellSilent: build({
    type: 'host.fellSilent',
    ...about,
    stage: 'tramp',
    confidence: 'medium',
    message: 'silent',
    evidence: [1],
  }),
} as const

/** What the services say of the same boot. */
export const seen = {
  discovered: build({
    type: 'dhcp.discovered',
    ...dhcp,
    arch: 7,
    vendorClass: 'PXEClient:Arch:00007:UNDI:003000',
  }),
  ipxeDiscovered: build({ type: 'dhcp.discovered', ...dhcp, arch: 7, userClass: 'iPXE' }),
  systemDiscovered: build({ type: 'dhcp.discovered', ...dhcp }),
  acknowledged: build({
    type: 'dhcp.acknowledged',
    ...dhcp,
    address: '127.66.0.52',
    bootFile: 'snponly.efi',
    nextServer: '127.66.0.1',
    leaseTime: 3600,
    sentTo: '127.66.128.1',
  }),
  loaderRequested: build({
    type: 'tftp.requested',
    ...tftp,
    file: 'snponly.efi',
    options: {},
    size: 170_000,
    blockSize: 1468,
    windowSize: 4,
  }),
  loaderUnderWay: build({
    type: 'tftp.underWay',
    ...tftp,
    file: 'snponly.efi',
    bytes: 80_000,
    size: 170_000,
    rate: 4000,
    remaining: 22_500,
  }),
  loaderSent: build({
    type: 'tftp.sent',
    ...tftp,
    file: 'snponly.efi',
    bytes: 170_000,
    blocks: 116,
    resent: 0,
    took: 12,
  }),
  loaderFailed: build({
    type: 'tftp.failed',
    ...tftp,
    file: 'snponly.efi',
    bytes: 80_000,
    cause: 'timeout',
    message: 'The client no longer answers',
    took: 12,
  }),
  scriptSent: build({
    type: 'tftp.sent',
    ...tftp,
    file: 'tramp',
    bytes: 100,
    blocks: 1,
    resent: 0,
    took: 1,
  }),
  scriptRequested: build({
    type: 'tftp.requested',
    ...tftp,
    file: 'tramp',
    options: {},
    size: 100,
    blockSize: 1432,
    windowSize: 1,
  }),
  trampServed: build({ type: 'waiter.trampServed', ...http, bytes: 200 }),
  registered: build({ type: 'waiter.hostRegistered', ...http, attributes }),
  decided: build({
    type: 'rules.decided',
    ...about,
    from: 'rules',
    rules: { imageProfile: 'all' },
    association: { imageProfile: 'reference', cluster: 'A' },
  }),
  imageAssigned: build({
    type: 'waiter.imageAssigned',
    ...about,
    imageProfile: 'reference',
    files: 2,
    size: 2000,
  }),
  undecided: build({
    type: 'waiter.undecided',
    ...http,
    reason: {
      code: 'waiter.rules-unreachable',
      message: 'The rules engine gave no decision.',
    },
  }),
  noImage: build({ type: 'waiter.noImage', ...about, cause: 'noMatchingRule' }),
  bootConfigServed: build({
    type: 'waiter.bootConfigServed',
    ...about,
    imageProfile: 'reference',
    modules: 2,
  }),
  fileServed: build({
    type: 'waiter.fileServed',
    ...http,
    file: 'k.b00',
    sha256: digest,
    bytes: 1000,
    took: 3,
    position: 1,
    of: 2,
  }),
  fileUnderWay: build({
    type: 'waiter.fileUnderWay',
    ...http,
    file: 'm.v00',
    bytes: 400,
    size: 1000,
    position: 2,
    of: 2,
  }),
  fileCut: build({
    type: 'waiter.fileCut',
    ...http,
    file: 'm.v00',
    bytes: 400,
    of: 1000,
    cause: 'timeout',
  }),
  imageServed: build({
    type: 'waiter.imageServed',
    ...about,
    imageProfile: 'reference',
    bytes: 2000,
    took: 9,
  }),
  reported: build({ type: 'waiter.hostReported', ...http, bootSource: 'network' }),
  added: build({ type: 'vcenter.hostAdded', ...about, cluster: 'A', by: 'autoDeploy' }),
  connected: build({
    type: 'vcenter.hostConnected',
    ...about,
    cluster: 'A',
    by: 'autoDeploy',
    bootedFromStatelessCache: false,
  }),
  notResponding: build({ type: 'vcenter.hostNotResponding', ...about }),
  flagged: build({ type: 'vcenter.bootedFromCache', ...about, text: 'cached' }),
  unflagged: build({ type: 'vcenter.cacheFlagCleared', ...about }),
  compliant: build({
    type: 'vcenter.complianceChecked',
    ...about,
    status: 'compliant',
    failures: [],
  }),
  nonCompliant: build({
    type: 'vcenter.complianceChecked',
    ...about,
    status: 'nonCompliant',
    failures: ['Booted from the stateless cache.'],
  }),
} as const

/** A whole network boot, as the host and the services tell it, in the order of the wire. */
export const networkBoot = (): Fact[] => [
  told.deviceTried(),
  told.linkUp(),
  seen.discovered(),
  seen.acknowledged(),
  told.addressed(),
  seen.loaderRequested(),
  seen.loaderSent(),
  told.loaderReceived(),
  told.ipxeStarted(),
  seen.ipxeDiscovered(),
  seen.acknowledged(),
  told.ipxeAddressed(),
  seen.scriptRequested(),
  seen.scriptSent(),
  seen.trampServed(),
  told.trampReceived(),
  seen.registered(),
  seen.decided(),
  seen.imageAssigned(),
  told.bootScriptReceived(),
  seen.bootConfigServed(),
  told.configReceived(),
  seen.fileServed(),
  told.moduleReceived(),
  seen.imageServed(),
  told.imageReceived(),
  told.kernelStarted(),
  told.up(),
  seen.reported(),
  seen.added(),
  seen.connected(),
  told.cacheWritten(),
  seen.compliant(),
]

/** The same until Auto Deploy should put the host into vCenter. */
export const unmetBoot = (): Fact[] => networkBoot().slice(0, -4)

/** The waiter is out: the network boot ends at the tramp and the disk takes over. */
export const cachedBoot = (): Fact[] => [
  ...networkBoot().slice(0, 14),
  told.tryFailed(),
  told.networkFailed(),
  told.deviceTried({ device: 'disk', position: 2 }),
  told.imageVerified(),
  told.kernelStarted({ source: 'cache' }),
  told.up({ source: 'cache' }),
]
