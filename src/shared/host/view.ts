import type {
  Association,
  BootSource,
  FactOf,
  HostAttributes,
  NetworkStage,
  NextBootChoice,
} from '../facts/index.ts'

/**
 * Where a host's boot stands. One name for each leaf state of the chart's boot region; a test holds
 * the two together.
 */
export type BootState =
  | 'off'
  | 'firmware'
  | 'network.dhcp'
  | 'network.loader'
  | 'network.ipxe'
  | 'network.tramp'
  | 'network.register'
  | 'network.image'
  | 'noImage'
  | 'disk'
  | 'noBootDevice'
  | 'hung'
  | 'kernel'
  | 'running'

export type ConnectionState = 'absent' | 'connected' | 'notResponding' | 'disconnected'
export type ComplianceState = 'unknown' | 'compliant' | 'nonCompliant'

/** How one step of a boot stands. `skipped` was never reached because an earlier one failed. */
export type StepState = 'pending' | 'active' | 'done' | 'failed' | 'skipped'
export type StepId =
  | 'link'
  | 'dhcp'
  | 'loader'
  | 'waiter'
  | 'rules'
  | 'image'
  | 'bootOrder'
  | 'verified'
  | 'started'
  | 'vcenter'
  | 'compliant'

/** Words that a step can be noted with. */
export type NoteWord =
  | 'cut'
  | 'silent'
  | 'presumed'
  | 'noImage'
  | 'noAnswer'
  | 'declined'
  | 'hung'
  | 'notInOrder'
  | 'manual'
  | 'notResponding'
  | 'disconnected'
  | FactOf<'disk.imageRejected'>['cause']

/** A short note at a step: `3 tries`, `312 MB`, `2 of 2`, `manual`. */
export type StepNote =
  | { readonly kind: 'tries'; readonly count: number }
  | { readonly kind: 'bytes'; readonly bytes: number }
  | { readonly kind: 'position'; readonly position: number; readonly of: number }
  | { readonly kind: 'word'; readonly word: NoteWord }

export type Step = {
  readonly id: StepId
  readonly state: StepState
  /** ms from the start of the step to its end. */
  readonly took?: number
  /** What stands in place of the time. */
  readonly note?: StepNote
  /** The fact that settled it. */
  readonly seq?: number
  /** When it began: what `active` counts from. */
  readonly startedAt?: number
}

/** One line of a host's console. */
export type ConsoleLine = {
  readonly seq: number
  readonly at: number
  readonly tone: 'plain' | 'dim' | 'good' | 'warn' | 'bad'
  readonly text: string
}

/** Something an operator must know or do about a host. */
export type Caution =
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'notStateless' }
  | { readonly kind: 'rebootToClear' }
  | { readonly kind: 'changesWillBeLost' }
  | { readonly kind: 'noBootDevice' }
  | { readonly kind: 'noRule' }
  | { readonly kind: 'noImageAssociated' }
  | { readonly kind: 'imageMissing' }
  | { readonly kind: 'hung' }
  | { readonly kind: 'presumedHung' }

/**
 * What became of a host that tells nothing of itself and fell silent in the middle of a network boot.
 * `suspected`: silence alone. `hangs`: silence in a loader that turns to no other device. `likely`: a system came up and nobody had served it an image. `confirmed`:
 * vCenter heard from that system that it came from the cache. `refuted`: it was seen going on.
 */
export type Fallback = {
  readonly verdict: 'suspected' | 'hangs' | 'likely' | 'confirmed' | 'refuted'
  readonly stage: NetworkStage
  readonly confidence: 'low' | 'medium' | 'high'
  /** When it was last seen before it fell silent. */
  readonly silentSince: number
  /** Sequence numbers of the facts this rests on, oldest first. */
  readonly evidence: readonly number[]
}

/** One boot of a host, first to last fact. */
export type BootRecord = {
  readonly startedAt: number
  readonly endedAt?: number
  readonly firstSeq: number
  readonly source?: BootSource
  readonly failedAt?: NetworkStage
  readonly outcome:
    'underWay' | 'running' | 'noImage' | 'noBootDevice' | 'hung' | 'handedOver' | 'cut'
}

/** All that is known of one host: a fold over the facts about it. */
export type HostView = {
  readonly id: string
  readonly state: BootState
  readonly connection: ConnectionState
  readonly compliance: ComplianceState
  readonly complianceFailures: readonly string[]
  /** What it is set to, by option, as vCenter last saw it. */
  readonly configuration?: Readonly<Record<string, string>>
  readonly maintenance: boolean
  /** What the running system was booted from. */
  readonly source?: BootSource
  /** vCenter's `bootedFromStatelessCache`. */
  readonly bootedFromCache: boolean
  /** Whose word this view rests on: the host's own, or only what the services saw. */
  readonly witness?: 'host' | 'services'
  readonly firmware?: 'bios' | 'uefi'
  /** Its address is another DHCP server's. */
  readonly addressedElsewhere?: true
  /** What UEFI HTTP Boot has from the waiter as its loader; absent where firmware asks TFTP. */
  readonly httpLoader?: string
  /** What is unplugged at a simulated host. */
  readonly link?: 'up' | 'down'
  readonly disk?: 'in' | 'out'
  /** What the waiter's image is: what mboot starts, or a kernel that iPXE hands over to. */
  readonly system?: 'esxi' | 'linux'
  /** ms after a fatal error until its mboot gives control back to firmware; absent: it hangs. */
  readonly exitsAfter?: number
  /** Boot devices the firmware has tried in this boot. */
  readonly devicesTried?: number
  readonly mac?: string
  readonly address?: string
  readonly cluster?: string
  readonly imageProfile?: string
  /** The host profile that was applied last. */
  readonly hostProfile?: string
  readonly attributes?: HostAttributes
  readonly association?: Association
  /** For each item type, the rule that gave it. */
  readonly rules?: Readonly<Record<string, string>>
  readonly cache?: {
    readonly imageProfile: string
    readonly digest: string
    readonly writtenAt: number
    readonly bytes?: number
    /** Name of the host profile whose configuration was cached with it. */
    readonly hostProfile?: string
    /** When every byte of it was last checked. */
    readonly verifiedAt?: number
    /** When a system last came up from it. */
    readonly provenAt?: number
    /** `damaged` was found at the last boot from it. */
    readonly condition?: 'whole' | 'damaged'
  }
  /** The image profile of a stateful install on its disk: a system of its own, no cached copy. */
  readonly installed?: string
  /** The certificate that Auto Deploy keeps for it. */
  readonly certificate?: { readonly serial: string; readonly storedAt: number }
  readonly progress?: {
    readonly done: number
    readonly of: number
    readonly bytes: number
    /** The most that was ever had of it: a file that is asked for again takes nothing back. */
    readonly reached: number
    /** Bytes of the whole image, when the waiter said. */
    readonly size?: number
    readonly startedAt?: number
    /** The file that is on its way, or was cut: what had left of it, and when the last of that did. */
    readonly partial?: {
      readonly file: string
      readonly bytes: number
      readonly at: number
      readonly cut: boolean
    }
  }
  /** The loader that is on its way by TFTP, as of the last word about it. */
  readonly loader?: {
    readonly transfer: string
    readonly bytes: number
    readonly size: number
    /** Bytes a second. */
    readonly rate: number
    readonly at: number
  }
  /** What became of a network boot that fell silent, of a host that tells nothing itself. */
  readonly fallback?: Fallback
  readonly networkTrack: readonly Step[]
  readonly diskTrack: readonly Step[]
  readonly console: readonly ConsoleLine[]
  readonly cautions: readonly Caution[]
  readonly boots: readonly BootRecord[]
  readonly virtualMachines: readonly string[]
  /** What vCenter keeps for this host: at its next boots the rules are not asked again. */
  readonly stored?: Association
  /** Why the waiter had no image for it, when it had none last. */
  readonly noImage?: FactOf<'waiter.noImage'>['cause']
  /** What was chosen for its next network boot alone, and no boot has used yet. */
  readonly nextBoot?: NextBootChoice
  /** What this boot was, when it was such a choice. */
  readonly once?: NextBootChoice
  /** When the current state was entered. */
  readonly since: number
  /** When anybody last told of it. */
  readonly lastAt?: number
  readonly lastSeq: number
}
