import { useSyncExternalStore } from 'react'
import { componentIds, type ComponentId } from '../../shared/base/index.ts'

/** Pages that exist. */
export const pages = [
  'bench',
  'hosts',
  'rules',
  'images',
  'profiles',
  'lessons',
  'journal',
  'network',
  'settings',
] as const
export type Page = (typeof pages)[number]

/** What the lower panel of the bench can show beside the ladder. */
export const panels = ['log', 'packets', 'compare'] as const
export type Panel = (typeof panels)[number]

/** Parts of the page Images beside the images themselves. */
export const imageParts = ['depots', 'store', 'loaders'] as const
export type ImagePart = (typeof imageParts)[number]

/** What a page opens by itself: hosts to add, a change of the chosen one, a boot storm; a new rule, the review of the rules, their console; a report. */
export const forms = [
  'add',
  'change',
  'table',
  'storm',
  'rule',
  'review',
  'console',
  'report',
] as const
export type Form = (typeof forms)[number]

/** Where the screen is: the page, what is chosen on it, and what the lower panel shows. */
export type Place = {
  readonly page: Page
  readonly host?: string
  readonly component?: ComponentId
  /** Sequence number of the chosen fact. */
  readonly fact?: number
  /** The ladder shows all hosts though one is chosen. */
  readonly all?: boolean
  /** The lower panel shows these hosts, whichever is chosen. */
  readonly hosts?: readonly string[]
  readonly panel?: Panel
  /** The rack that the bench is zoomed into, where there are many. */
  readonly rack?: string
  /** A rule, an image, a profile or a lesson, by its name. */
  readonly item?: string
  readonly part?: ImagePart
  readonly form?: Form
}

const oneOf = <T extends string>(all: readonly T[], value: string | null): T | undefined =>
  all.find((candidate) => candidate === value)

/** Reads a place from the fragment of the page's address: `#/bench?host=esx-02&fact=41`. */
export const parsePlace = (hash: string): Place => {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const values = new URLSearchParams(query)
  const host = values.get('host')
  const component = oneOf(componentIds, values.get('component'))
  const fact = Number(values.get('fact'))
  const item = values.get('item')
  const rack = values.get('rack')
  const hosts = (values.get('hosts') ?? '').split(',').filter(Boolean)
  const panel = oneOf(panels, values.get('panel'))
  const part = oneOf(imageParts, values.get('part'))
  const form = oneOf(forms, values.get('form'))
  return {
    page: oneOf(pages, path) ?? 'bench',
    ...(host !== null && { host }),
    ...(component !== undefined && { component }),
    ...(Number.isInteger(fact) && fact > 0 && { fact }),
    ...(values.get('all') === 'yes' && { all: true }),
    ...(hosts.length > 0 && { hosts }),
    ...(panel !== undefined && { panel }),
    ...(item !== null && { item }),
    ...(rack !== null && { rack }),
    ...(part !== undefined && { part }),
    ...(form !== undefined && { form }),
  }
}

/** A place as the fragment of the page's address. */
export const formatPlace = ({
  page,
  host,
  component,
  fact,
  all,
  hosts,
  panel,
  item,
  rack,
  part,
  form,
}: Place): string => {
  const values = new URLSearchParams()
  if (host !== undefined) values.set('host', host)
  if (component !== undefined) values.set('component', component)
  if (fact !== undefined) values.set('fact', String(fact))
  if (all === true) values.set('all', 'yes')
  if (hosts !== undefined && hosts.length > 0) values.set('hosts', hosts.join(','))
  if (panel !== undefined) values.set('panel', panel)
  if (item !== undefined) values.set('item', item)
  if (rack !== undefined) values.set('rack', rack)
  if (part !== undefined) values.set('part', part)
  if (form !== undefined) values.set('form', form)
  const query = values.toString()
  return `#/${page}${query === '' ? '' : `?${query}`}`
}

const listeners = new Set<() => void>()
let shown = { hash: '', place: parsePlace('') }

const current = (): Place => {
  if (shown.hash !== location.hash)
    shown = { hash: location.hash, place: parsePlace(location.hash) }
  return shown.place
}

const announce = () => {
  for (const listener of listeners) listener()
}

const follow = (changed: () => void): (() => void) => {
  listeners.add(changed)
  window.addEventListener('hashchange', changed)
  window.addEventListener('popstate', changed)
  return () => {
    listeners.delete(changed)
    window.removeEventListener('hashchange', changed)
    window.removeEventListener('popstate', changed)
  }
}

/** Goes to a place; `quiet` leaves no step for the back button. */
export const goTo = (place: Place, quiet = false): void => {
  const hash = formatPlace(place)
  if (hash === formatPlace(current())) return
  if (quiet) history.replaceState(history.state, '', hash)
  else history.pushState(null, '', hash)
  announce()
}

/** The place in the address bar, for event handlers. */
export const whereAmI = current

/** The place the screen is at. */
export const usePlace = (): Place => useSyncExternalStore(follow, current)

/** Chooses a host, a component or nothing; the rest of the place stays. */
export const choose = (chosen: {
  readonly host?: string
  readonly component?: ComponentId
}): void => {
  const { page, all, hosts, panel, rack, part } = current()
  goTo({
    page,
    ...chosen,
    ...(all !== undefined && { all }),
    ...(hosts !== undefined && { hosts }),
    ...(panel !== undefined && { panel }),
    ...(rack !== undefined && { rack }),
    ...(part !== undefined && { part }),
  })
}

/** Chooses nothing; where nothing is chosen, the rack that is zoomed into is left. */
export const stepBack = (): void => {
  const { host, component, fact, rack: _rack, ...place } = current()
  if ([host, component, fact].some((chosen) => chosen !== undefined)) choose({})
  else goTo(place)
}

/** Chooses a fact beside what is chosen already. */
export const chooseFact = (fact: number | undefined): void => {
  const { fact: _before, ...place } = current()
  goTo({ ...place, ...(fact !== undefined && { fact }) }, true)
}
