import type { NextBootChoice } from '../../shared/facts/index.ts'
import type {
  ComplianceTest,
  DecidedBoot,
  Explanation,
  ItemChange,
  NextBoot,
} from '../../shared/rules/index.ts'
import { momentOf } from './moment.ts'

/** What the rules commands print. */

const onceText = (choice: NextBootChoice): string =>
  choice.kind === 'disk'
    ? 'But its next boot was chosen for once: from its own disk.'
    : `But its next boot was chosen for once: the image profile ${choice.imageProfile}.`

export const explanationLines = ({
  rules,
  decided,
  notes,
  stored,
  nextBoot,
}: Explanation): readonly string[] => [
  ...rules.flatMap(({ name, matches, patterns, items }) => [
    `${matches ? 'matches' : 'no     '}  ${name}`,
    ...patterns.map(({ text, matches: good, found }) => {
      const has = good ? '' : ` (the host has ${found.join(', ') || 'none'})`
      return `           ${good ? '+' : '-'} ${text}${has}`
    }),
    ...items
      .filter(({ taken }) => taken)
      .map(({ type, name: item }) => `           gives ${type} ${item}`),
  ]),
  '',
  `By the rules: ${Object.values(decided.association).join(', ') || 'nothing'}.`,
  ...notes,
  ...(stored === undefined
    ? []
    : [
        `Stored in vCenter, and so at its next boot: ${Object.values(stored.association).join(', ')}.`,
      ]),
  ...(nextBoot === undefined ? [] : [onceText(nextBoot)]),
]

export const testLines = (tests: readonly ComplianceTest[]): readonly string[] =>
  tests.flatMap(({ host, items }) =>
    items.length === 0
      ? [`${host}: compliant`]
      : items.map(
          ({ type, current, expected }) =>
            `${host}: ${type} is ${current || 'none'}, expected ${expected || 'none'}`,
        ),
  )

const changeText = ({ type, from, to }: ItemChange): string =>
  `${type} ${from || 'none'} -> ${to || 'none'}`

export const nextBootLines = (hosts: readonly NextBoot[]): readonly string[] =>
  hosts.length === 0
    ? ['Activating the working set changes no host.']
    : hosts.map(({ host, needs, changes }) => {
        const when = needs === 'boot' ? 'at its next boot' : 'after test and repair'
        return `${host} (${when}): ${changes.map(changeText).join(', ')}`
      })

/** Each boot with what was given, by which rules or store, and the set that was active. */
export const bootLines = (boots: readonly DecidedBoot[]): readonly string[] =>
  boots.length === 0
    ? ['The host never asked.']
    : boots.flatMap(({ at, outcome, from, association, set }) => {
        const given = Object.values(association).join(', ') || 'nothing'
        const source = from === 'rules' ? 'by the rules' : 'as stored in vCenter'
        return [
          `${momentOf(at)}  ${outcome === 'noMatch' ? 'no rule matched' : `${given}, ${source}`}`,
          `                     active set: ${set.map(({ name }) => name).join(', ') || 'empty'}`,
        ]
      })
