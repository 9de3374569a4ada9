import { assertNever, componentIds, type ComponentId } from '../base/index.ts'
import { answersOf, customizationState, profileOf } from '../deploy/index.ts'
import type { Host, LabDocument } from '../document/schema.ts'
import { cacheTruth } from '../host/cache.ts'
import { expectationsOf } from '../host/expected.ts'
import { newHost } from '../host/fold.ts'
import { isConnected } from '../host/met.ts'
import { predictBoot, type Conditions, type Prediction } from '../host/predict.ts'
import type { BootState, HostView } from '../host/view.ts'
import type { LabView } from './view.ts'

/** What the death of a component, or of its own cable, would do to a host at this moment. */
export type Effect =
  /** Nothing that the host would notice before its next boot. */
  | 'none'
  /** In the middle of a network boot that cannot go on: firmware turns to the next device. */
  | 'networkBootFails'
  /** mboot is in the middle of the image and hangs. */
  | 'hangs'
  /** Runs on, out of vCenter's sight. */
  | 'losesVCenter'
  /** Boots to its end and waits for vCenter in maintenance mode. */
  | 'waitsForVCenter'
  /** Has no certificate yet: starts, shuts down and starts again until vCenter's authority answers. */
  | 'cyclesForCertificate'
  /** Has no certificate yet and cannot ask for one: starts, shuts down, and boots into the outage. */
  | 'restartsForCertificate'

/** One host's fate if a component, or its own cable, died now. */
export type Outlook = {
  readonly host: string
  readonly effect: Effect
  /** How its next boot would end: the one under way, when that fails, or else its next restart. */
  readonly nextBoot: Prediction
  /** Two sentences: what happens now, and how it boots next. */
  readonly told: readonly [now: string, next: string]
}

/** The states in which a boot still needs a component. */
const needs: Readonly<Record<Exclude<ComponentId, 'vcenter'>, readonly BootState[]>> = {
  dhcp: ['firmware', 'network.dhcp', 'network.loader', 'network.ipxe'],
  tftp: ['firmware', 'network.dhcp', 'network.loader', 'network.ipxe'],
  waiter: [
    'firmware',
    'network.dhcp',
    'network.loader',
    'network.ipxe',
    'network.tramp',
    'network.register',
    'network.image',
  ],
  rules: [
    'firmware',
    'network.dhcp',
    'network.loader',
    'network.ipxe',
    'network.tramp',
    'network.register',
  ],
}

const isSeen = (host: HostView): boolean => host.state === 'running' && isConnected(host)

const effectOfVCenter = (host: HostView): Effect => {
  if (isSeen(host)) return 'losesVCenter'
  const booting = host.state.startsWith('network') || host.state === 'kernel'
  if (!booting && host.state !== 'firmware') return 'none'
  return host.certificate === undefined ? 'cyclesForCertificate' : 'waitsForVCenter'
}

/** A system's first boot, which asks Auto Deploy for its certificate. */
const isUncertified = ({ state, source, certificate }: HostView): boolean =>
  state === 'kernel' && source === 'network' && certificate === undefined

const effectOn = (host: HostView, component: ComponentId): Effect => {
  if (component === 'vcenter') return effectOfVCenter(host)
  if (component === 'waiter' && isUncertified(host)) return 'restartsForCertificate'
  // The no-image screen ends in a restart, which meets the outage then.
  if (!needs[component].includes(host.state)) return 'none'
  return component === 'waiter' && host.state === 'network.image' ? 'hangs' : 'networkBootFails'
}

/** Its cables carry all that the waiter and vCenter say to it. */
const effectOfCable = (host: HostView): Effect => {
  if (isSeen(host)) return 'losesVCenter'
  const reports = host.state === 'kernel' && host.source === 'network' && !isUncertified(host)
  return reports ? 'waitsForVCenter' : effectOn(host, 'waiter')
}

const effectOf = (host: HostView, dead: ComponentId | 'cable'): Effect =>
  dead === 'cable' ? effectOfCable(host) : effectOn(host, dead)

const effectTexts: Readonly<Record<Effect, string>> = {
  none: 'Now: nothing.',
  networkBootFails: 'Now: its network boot fails.',
  hangs: 'Now: it hangs in the middle of its image, until somebody reboots it.',
  losesVCenter: 'Now: it runs on; vCenter no longer sees it.',
  cyclesForCertificate:
    'Now: it boots, gets no certificate, and reboots again and again until vCenter is back.',
  restartsForCertificate: 'Now: it boots, gets no certificate, and reboots.',
  waitsForVCenter: 'Now: it boots and waits for vCenter in maintenance mode.',
}

const joiningTexts = {
  byItself: 'and joins vCenter by itself',
  onceCertified: 'and reboots again and again until it gets its first certificate',
  onceVCenterIsBack: 'and joins vCenter once that is back',
  byAnAdmin: 'and waits for an administrator to reconnect it',
  notAtAll: 'and cannot be reached by vCenter',
} as const

const noDeviceTexts = {
  bootable: 'Next boot: none; the disk with its image is not in its boot order.',
  nothing: 'Next boot: none; nothing on its disk can be booted.',
  unplugged: 'Next boot: none; its disks are unplugged.',
} as const

const bootText = (prediction: Prediction): string => {
  switch (prediction.end) {
    case 'running': {
      const { source, image, isStale } = prediction
      const joins = joiningTexts[prediction.joins]
      if (source === 'network') return `Next boot: ${image} over the network ${joins}.`
      if (source === 'installed')
        return `Next boot: ${image}, which is installed on its disk, ${joins}.`
      return isStale
        ? `Next boot: ${image} from its cache, which is not the image it should have, ${joins}.`
        : `Next boot: ${image} from its cache ${joins}.`
    }
    case 'noImage':
      return 'Next boot: the no-image screen, again and again, until a rule gives it an image.'
    case 'noBootDevice':
      return noDeviceTexts[prediction.disk]
    default:
      return assertNever(prediction)
  }
}

/** What one host is and would be given, gathered once for all components. */
export type Subject = Omit<Conditions, 'answers'> & { readonly view: HostView }

/** Whether the profile the host is given sets its management address, from answers that hold. */
const hasStaticAddress = (
  document: LabDocument,
  host: string,
  given: Parameters<typeof profileOf>[1],
): boolean => {
  const profile = profileOf(document, given)
  return (
    profile?.settings.managementAddress === 'perHost' &&
    customizationState(profile, answersOf(document, host)).status === 'valid'
  )
}

const isCabled = ({ cabled = true, moreCards = [] }: Host): boolean =>
  cabled || moreCards.some((card) => card.cabled)

export const subjectsOf = (
  lab: LabView,
  document: LabDocument,
  now: number,
): readonly Subject[] => {
  const expect = expectationsOf(document)
  return document.hosts.map((spec) => {
    const view = lab.hosts.get(spec.id) ?? newHost(spec.id)
    const { association } = expect(view)
    const image = association.imageProfile
    const cache = cacheTruth(view, image, lab.served ?? new Map(), now)
    return {
      ...{ spec, view, image, cache },
      hasLink: view.link !== 'down' && isCabled(spec),
      hasDisk: view.disk !== 'out',
      nextBoot: view.nextBoot,
      installed: view.installed,
      certified: view.certificate !== undefined,
      isStatic: hasStaticAddress(document, spec.id, association),
    }
  })
}

const outlookFor = (
  lab: LabView,
  { view, ...subject }: Subject,
  dead: ComponentId | 'cable',
): Outlook => {
  const answers = (component: ComponentId): boolean => {
    const { plug } = lab.components[component]
    return component !== dead && (plug === 'in' || plug === 'proving')
  }
  const effect = subject.hasLink ? effectOf(view, dead) : 'none'
  const hasLink = subject.hasLink && dead !== 'cable'
  const nextBoot = predictBoot({ ...subject, answers, hasLink })
  return { host: view.id, effect, nextBoot, told: [effectTexts[effect], bootText(nextBoot)] }
}

/** For every component, what each host of the document would do if it died now. Pure; `now` in ms. */
export const forecast = (
  lab: LabView,
  document: LabDocument,
  now: number,
): ReadonlyMap<ComponentId, readonly Outlook[]> => {
  const subjects = subjectsOf(lab, document, now)
  return new Map(
    componentIds.map((component) => [
      component,
      subjects.map((subject) => outlookFor(lab, subject, component)),
    ]),
  )
}

/**
 * What a host of the document would do if its network cables were pulled now; undefined when the document
 * has no such host. Pure; `now` in ms.
 */
export const forecastCable = (
  lab: LabView,
  document: LabDocument,
  host: string,
  now: number,
): Outlook | undefined => {
  const hosts = document.hosts.filter(({ id }) => id === host)
  const [subject] = subjectsOf(lab, { ...document, hosts }, now)
  return subject && outlookFor(lab, subject, 'cable')
}

/** How far a component's death would reach. */
export type BlastRadius = {
  /** In the middle of a boot that would fail or hang. */
  readonly midBoot: number
  /** Would come up from the cache at their next boot; of them, with an image they should not have. */
  readonly fromCache: number
  readonly stale: number
  readonly wouldNotBoot: number
  /** Would restart again and again, for want of their first certificate. */
  readonly uncertified: number
  readonly loseVCenter: number
}

const failing: ReadonlySet<Effect> = new Set([
  'networkBootFails',
  'hangs',
  'cyclesForCertificate',
  'restartsForCertificate',
])

/** The sum over the hosts of a forecast. */
export const blastRadius = (outlooks: readonly Outlook[]): BlastRadius => {
  const count = (fits: (outlook: Outlook) => boolean): number => outlooks.filter(fits).length
  const cached = ({ nextBoot }: Outlook) =>
    nextBoot.end === 'running' && nextBoot.source === 'cache'
  return {
    midBoot: count(({ effect }) => failing.has(effect)),
    fromCache: count(cached),
    stale: count(({ nextBoot }) => nextBoot.end === 'running' && nextBoot.isStale),
    wouldNotBoot: count(({ nextBoot }) => nextBoot.end !== 'running'),
    uncertified: count(
      ({ nextBoot }) => nextBoot.end === 'running' && nextBoot.joins === 'onceCertified',
    ),
    loseVCenter: count(({ effect }) => effect === 'losesVCenter'),
  }
}
