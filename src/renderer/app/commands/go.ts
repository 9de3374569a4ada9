import { componentIds } from '../../../shared/base/index.ts'
import type { Strings } from '../../strings/index.tsx'
import {
  choose,
  goTo,
  pages,
  stepBack,
  whereAmI,
  type Form,
  type Page,
  type Place,
} from '../../place/route.ts'
import type { Command } from './command.ts'
import type { Standing } from './standing.ts'

/** The host `step` places after the chosen one. */
const chooseNext = (hosts: readonly string[], chosen: string | undefined, step: 1 | -1): void => {
  const place = chosen === undefined ? (step === 1 ? -1 : 0) : hosts.indexOf(chosen)
  const host = hosts[(place + step + hosts.length) % Math.max(1, hosts.length)]
  if (host !== undefined) choose({ host })
}

type Door = readonly [id: string, what: string, page: Page, form?: Form]

/** What begins on a page, by a file, a form or a word of consent: a command leads there, and opens it where it can. */
const placesOfWork = (s: Strings): readonly Door[] => [
  ['import', s.images.importTitle, 'images'],
  ['open-recording', s.imports.openRecording, 'journal'],
  ['new-rule', s.rules.set.newRule, 'rules', 'rule'],
  ['activate-rules', s.rules.activation.review, 'rules', 'review'],
  ['console', s.rules.console, 'rules', 'console'],
  ['new-profile', s.deploy.newProfile, 'profiles'],
  ['storm', s.storm.title, 'hosts', 'storm'],
  ['probe', s.network.probe, 'network'],
  ['serve', s.network.serveHere, 'network'],
  ['classroom', s.network.classroom.open, 'network'],
  ['report', `${s.report.title}: ${s.report.open}`, 'settings', 'report'],
]

/** What can be looked through or taken along from a page, by whoever looks. */
const placesToLook = (s: Strings): readonly Door[] => [
  ['versions', s.journal.versions, 'journal'],
  ['export-rules', s.rules.exportScript, 'rules'],
  ...(['hosts', 'images', 'profiles', 'journal', 'network'] as const).map(
    (page) => [`csv-${page}`, s.table.csv, page] as const,
  ),
]

/** To a page, a host or a component. */
export const goCommands = (
  s: Strings,
  { hosts, seat }: Pick<Standing, 'hosts' | 'seat'>,
  place: Place,
): Command[] => [
  {
    id: 'next-host',
    group: 'go',
    label: s.commands.nextHost,
    keys: [']', 'j'],
    run: () => chooseNext(hosts, place.host, 1),
  },
  {
    id: 'previous-host',
    group: 'go',
    label: s.commands.previousHost,
    keys: ['[', 'k'],
    run: () => chooseNext(hosts, place.host, -1),
  },
  {
    id: 'choose-nothing',
    group: 'go',
    label: s.commands.clear,
    keys: ['Escape'],
    run: stepBack,
  },
  {
    id: 'show-all',
    group: 'go',
    label: s.commands.showAll,
    run: () => goTo({ ...whereAmI(), all: true }, true),
  },
  ...pages.map((page) => ({
    id: `page-${page}`,
    group: 'go' as const,
    label: s.commands.page(s.pages[page]),
    run: () => goTo({ page }),
  })),
  ...[...(seat === 'operator' ? placesOfWork(s) : []), ...placesToLook(s)].map(
    ([id, what, page, form]) => ({
      id,
      group: 'go' as const,
      label: `${what} (${s.pages[page]})`,
      run: () => goTo({ page, ...(form !== undefined && { form }) }),
    }),
  ),
  ...hosts.map((host) => ({
    id: `show-${host}`,
    group: 'go' as const,
    label: s.commands.showHost(host),
    run: () => choose({ host }),
  })),
  ...componentIds.map((component) => ({
    id: `show-${component}`,
    group: 'go' as const,
    label: s.commands.showComponent(s.components[component]),
    run: () => choose({ component }),
  })),
]
