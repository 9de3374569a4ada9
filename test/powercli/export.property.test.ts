import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdit } from '../../src/shared/edits/index.ts'
import type { LabDocument, Rule } from '../../src/shared/document/schema.ts'
import { createConsole, exportRules, type ConsoleLab } from '../../src/shared/powercli/index.ts'
import { compileRule } from '../../src/shared/rules/index.ts'
import { patterns } from '../rules/arbitraries.ts'
import { consoleDocument } from './console-lab.ts'

/** Names as people and mischief give them. */
const odd = [
  "o'clock",
  'with "quotes"',
  'ünïcode 🙂',
  '$money',
  '`tick',
  '’curly’',
  ' blank ',
  '@(',
  '#no',
  '*[a]?',
  'a,b',
  '-dash',
  'line\nend',
  '.hidden',
]
/** Neither the screen nor the console makes a rule whose name shows nothing. */
const anyName = fc.string({ minLength: 1, maxLength: 10 }).filter((name) => name.trim() !== '')
const ruleNames = fc.uniqueArray(fc.oneof(fc.constantFrom(...odd), anyName), {
  maxLength: 6,
  selector: (name) => name.toLowerCase(),
})

const items = fc
  .record(
    {
      imageProfile: fc.constantFrom('ESXi-7.0U3-standard', "it's an image", 'Shared'),
      hostProfile: fc.constantFrom('Plain', 'Shared'),
      place: fc.constantFrom('Rack A', 'Shared', 'NewHosts', 'Lab', 'Managed'),
      scriptBundle: fc.constantFrom('first-boot', 'Shared'),
    },
    { requiredKeys: [] },
  )
  .map(({ imageProfile, hostProfile, place, scriptBundle }): Rule['items'] => {
    const isManaged = place === 'Managed'
    return [
      ...(imageProfile && !isManaged
        ? [{ kind: 'imageProfile' as const, name: imageProfile }]
        : []),
      ...(hostProfile && !isManaged ? [{ kind: 'hostProfile' as const, name: hostProfile }] : []),
      ...placeItems(place),
      ...(scriptBundle ? [{ kind: 'scriptBundle' as const, name: scriptBundle }] : []),
    ]
  })
  .filter((list) => list.length > 0)

const placeItems = (place: string | undefined): Rule['items'] => {
  switch (place) {
    case 'NewHosts':
      return [{ kind: 'folder', name: place }]
    case 'Lab':
      return [{ kind: 'datacenter', name: place }]
    case 'Managed':
      return [{ kind: 'cluster', name: place, pxeImage: 'ESXi-8.0U2-standard' }]
    case undefined:
      return []
    default:
      return [{ kind: 'cluster', name: place }]
  }
}

const isAccepted = (rule: Rule): boolean => {
  try {
    compileRule(rule)
    return true
  } catch {
    return false
  }
}

/** The console's lab, with things of several kinds under one name. */
const withShared = (): LabDocument => {
  const document = consoleDocument(false)
  const [image] = document.imageProfiles
  const [profile] = document.hostProfiles
  return {
    ...document,
    imageProfiles: [
      ...document.imageProfiles,
      ...(image === undefined
        ? []
        : ['Shared', "it's an image"].map((name) => ({ ...image, name }))),
    ],
    hostProfiles: [
      ...document.hostProfiles,
      ...(profile === undefined ? [] : [{ ...profile, name: 'Shared' }]),
    ],
    clusters: [...document.clusters, { name: 'Shared' }],
    scriptBundles: [...document.scriptBundles, { name: 'Shared' }],
  }
}

const ruleSets: fc.Arbitrary<LabDocument['rules']> = fc
  .tuple(
    ruleNames,
    fc.array(fc.tuple(fc.array(patterns, { maxLength: 2 }), items), { minLength: 6, maxLength: 6 }),
  )
  .chain(([names, parts]) => {
    const defined = names
      .map((name, index) => ({
        name,
        patterns: parts[index]?.[0] ?? [],
        items: parts[index]?.[1] ?? [],
      }))
      .filter(isAccepted)
    const sets = fc.shuffledSubarray(defined.map(({ name }) => name))
    return fc.record({ defined: fc.constant(defined), working: sets, active: sets })
  })

const offline = (): Promise<never> => Promise.reject(new Error('only rules are made here'))

/** A lab that is a document alone. */
const labOf = (start: LabDocument) => {
  let document = start
  const lab: ConsoleLab = {
    document: () => document,
    hosts: () => [],
    isUp: () => true,
    images: {
      depots: () => Promise.resolve([]),
      packages: offline,
      software: offline,
      compare: offline,
      compose: offline,
      assemble: offline,
      check: async function* () {},
      change: offline,
      export: offline,
    },
    edit: (edit) => {
      document = applyEdit(document, edit)
      return Promise.resolve()
    },
    repair: offline,
    move: offline,
    associate: offline,
    restore: offline,
    reconnect: offline,
    disconnect: offline,
    setMaintenance: offline,
    remediate: offline,
    checkCompliance: offline,
    remove: offline,
    powerOn: offline,
    powerOff: offline,
    restart: offline,
    breathe: () => Promise.resolve(),
    sleep: offline,
  }
  return { lab, document: () => document }
}

describe('exportRules', () => {
  it('writes a script that makes the same rules and sets again', async () => {
    await fc.assert(
      fc.asyncProperty(ruleSets, async (rules) => {
        const document = { ...withShared(), rules }
        const script = exportRules(document)
        const { lab, document: now } = labOf(withShared())
        const { lines } = await createConsole(lab).run(script, { isWhole: true })
        expect(lines).toEqual([])
        expect(now().rules).toEqual(rules)
      }),
      { numRuns: 400 },
    )
  })

  it('says which items the lab no longer has', () => {
    const rules = {
      defined: [
        { name: 'r', patterns: [], items: [{ kind: 'imageProfile' as const, name: 'gone' }] },
      ],
      working: [],
      active: [],
    }
    expect(exportRules({ ...withShared(), rules })).toContain(
      "# The lab has no image profile 'gone' now.",
    )
  })

  it('begins with a line that empties a lab', async () => {
    const { lab, document } = labOf(consoleDocument(true))
    const [, hint = ''] = exportRules(document()).split('\n')
    await createConsole(lab).run(hint.slice(hint.indexOf(':') + 2))
    expect(document().rules).toEqual({ defined: [], working: [], active: [] })
  })
})
