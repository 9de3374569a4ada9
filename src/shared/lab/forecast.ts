import { assertNever, componentIds, type ComponentId } from '../base/index.ts'
import { answersOf, customizationState, profileOf } from '../deploy/index.ts'
import type { Host, LabDocument } from '../document/schema.ts'
import { cacheTruth, type CacheTruth } from '../host/cache.ts'
import { expectationsOf } from '../host/expected.ts'
import { newHost } from '../host/fold.ts'
import { predictBoot, type Prediction } from '../host/predict.ts'
import type { BootState, HostView } from '../host/view.ts'
import type { LabView } from './view.ts'

/** What a component's death would do to a host at this moment. */
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

/** One host's fate if a component died now. */
export type Outlook = {
  readonly host: string
  readonly effect: Effect
  /** How its next boot would end: the one under way, when that fails, or else its next restart. */
  readonly nextBoot: Prediction
  readonly text: string
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

const effectOn = (host: HostView, component: ComponentId): Effect => {
  if (component === 'vcenter') {
    if (host.connection === 'connected' && host.state === 'running') return 'losesVCenter'
    const booting = host.state.startsWith('network') || host.state === 'kernel'
    if (!booting && host.state !== 'firmware') return 'none'
    return host.certificate === undefined ? 'cyclesForCertificate' : 'waitsForVCenter'
  }
  // The no-image screen ends in a restart, which meets the outage then.
  if (!needs[component].includes(host.state)) return 'none'
  return component === 'waiter' && host.state === 'network.image' ? 'hangs' : 'networkBootFails'
}

const effectTexts: Readonly<Record<Effect, string>> = {
  none: 'Now: nothing.',
  networkBootFails: 'Now: its network boot fails.',
  hangs: 'Now: it hangs in the middle of its image, until someone restarts it.',
  losesVCenter: 'Now: it runs on; vCenter no longer sees it.',
  cyclesForCertificate:
    'Now: it boots, gets no certificate, and restarts again and again until vCenter is back.',
  waitsForVCenter: 'Now: it boots and waits for vCenter in maintenance mode.',
}

const joiningTexts = {
  byItself: 'and joins vCenter by itself',
  onceCertified: 'and restarts again and again until it gets its first certificate',
  onceVCenterIsBack: 'and joins vCenter once that is back',
  byAnAdmin: 'and waits for an admin to reconnect it',
  notAtAll: 'and cannot be reached by vCenter',
} as const

const bootText = (prediction: Prediction): string => {
  switch (prediction.end) {
    case 'running': {
      const { source, image, isStale, joins } = prediction
      const from = source === 'network' ? 'over the network' : 'from its cache'
      const stale = isStale ? ', which is not the image it should have,' : ''
      return `Next boot: ${image} ${from}${stale} ${joiningTexts[joins]}.`
    }
    case 'noImage':
      return 'Next boot: the no-image screen, again and again, until a rule gives it an image.'
    case 'noBootDevice':
      return prediction.cache === 'held'
        ? 'Next boot: none; the disk with its cached image is not in its boot order.'
        : 'Next boot: none; nothing on its disk can be booted.'
    default:
      return assertNever(prediction)
  }
}

/** What one host is and would be given, gathered once for all components. */
export type Subject = {
  readonly spec: Pick<Host, 'bootOrder'>
  readonly view: HostView
  readonly image: string | undefined
  readonly cache: CacheTruth
  readonly isStatic: boolean
}

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
    return { spec, view, image, cache, isStatic: hasStaticAddress(document, spec.id, association) }
  })
}

const outlookFor = (
  lab: LabView,
  { spec, view, image, cache, isStatic }: Subject,
  dead: ComponentId,
) => {
  const answers = (component: ComponentId): boolean => {
    const { plug } = lab.components[component]
    return component !== dead && (plug === 'in' || plug === 'proving')
  }
  const effect = effectOn(view, dead)
  const nextBoot = predictBoot({
    ...{ spec, answers, hasLink: view.link !== 'down', image, cache, isStatic },
    certified: view.certificate !== undefined,
  })
  const text = `${effectTexts[effect]} ${bootText(nextBoot)}`
  return { host: view.id, effect, nextBoot, text }
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

/** How far a component's death would reach. */
export type BlastRadius = {
  /** In the middle of a boot that would fail or hang. */
  readonly midBoot: number
  /** Would come up from the cache at their next boot; of them, with an image they should not have. */
  readonly fromCache: number
  readonly stale: number
  readonly wouldNotBoot: number
  readonly loseVCenter: number
  readonly text: string
}

/** The sum over the hosts of a forecast, with the sentence a person reads before pulling the plug. */
export const blastRadius = (outlooks: readonly Outlook[]): BlastRadius => {
  const count = (fits: (outlook: Outlook) => boolean): number => outlooks.filter(fits).length
  const cached = ({ nextBoot }: Outlook) =>
    nextBoot.end === 'running' && nextBoot.source === 'cache'
  const midBoot = count(({ effect }) => effect === 'networkBootFails' || effect === 'hangs')
  const fromCache = count(cached)
  const stale = count(({ nextBoot }) => nextBoot.end === 'running' && nextBoot.isStale)
  const wouldNotBoot = count(({ nextBoot }) => nextBoot.end !== 'running')
  const loseVCenter = count(({ effect }) => effect === 'losesVCenter')
  const parts = [
    `${String(midBoot)} mid-boot`,
    `${String(fromCache)} would boot from their cache, ${String(stale)} of them stale`,
    `${String(wouldNotBoot)} would not boot`,
    ...(loseVCenter > 0 ? [`${String(loseVCenter)} would be lost to vCenter`] : []),
  ]
  return { midBoot, fromCache, stale, wouldNotBoot, loseVCenter, text: `${parts.join('; ')}.` }
}
