import { describe, expect, it } from 'vitest'
import { phrase, phraseBook } from '../../../src/renderer/strings/de/phrases/index.ts'
import { createReader } from '../../../src/renderer/strings/phrases.ts'
import { literalsIn, sourceLiterals } from './literals.ts'

/** Files whose sentences no German screen shows, and why. */
const notOurs: readonly (readonly [RegExp, string])[] = [
  [/^src\/main\/(cli|matrix|electron)\//, 'the command line and its handouts speak English'],
  [/^src\/shared\/(matrix|storm|powercli)\//, 'the command line; the console speaks as PowerCLI'],
  [/^src\/shared\/lessons\/(account|doing|narrate|marks)\.ts/, 'the account on the command line'],
  [/^src\/shared\/(faults\/words|host\/cache|document\/diff)\.ts/, 'command line'],
  [/^src\/shared\/vcenter\/events\.ts/, 'the event list of vCenter, as vCenter words it'],
  [/^src\/shared\/host\/(console|console-outside|progress)\.ts/, 'what consoles of hosts print'],
  [/^src\/shared\/image\/(scripts|proxies)\.ts/, 'boot scripts and configurations'],
  [/^src\/main\/hosts\/simulated\/(pxe|mboot|network-boot|dhcp-client)\.ts/, 'words of firmware'],
  [/^src\/main\/hosts\/simulated\/(http|ipxe)\//, 'words of iPXE'],
  [/^src\/main\/(hosts\/simulated\/system|syslog\/(syslog|parse))\.ts/, 'lines of logs'],
  [/^src\/main\/hosts\/simulated\/(disk-image|shelf|rack|payloads)\.ts/, 'words of the simulation'],
  [/^src\/shared\/packet\/dhcp\/(option-names|options|architectures|explain)\.ts/, 'names of RFCs'],
  [/^src\/shared\/base\/error-codes\.ts/, 'a table: `remedies` has the German'],
  [/^src\/shared\/host\/why-words\.ts/, 'a table: `why` has the German'],
  [/^src\/shared\/packet\/words\.ts/, 'a table: `packetWords` has the German'],
  [/^src\/shared\/lab\/plan-outlook\.ts/, 'a table: `faults.reach` has the German'],
  [/^src\/main\/net\/native\//, 'declarations in C'],
  [
    /^src\/main\/journal\/sqlite\/(page|migrations|sums|lost|calls|document-calls|database)\.ts/,
    'SQL',
  ],
  [/^src\/shared\/(diagnostics|packet\/pcapng)/, 'words inside of files'],
  [/^src\/main\/(capture|tftp\/stand-in|images\/reference|syslog\/gap)/, 'words inside of files'],
  [/^src\/main\/(folders|vcenter\/(certificate|authority)|waiter\/lab-ca)\.ts/, 'names in files'],
  [
    /^src\/main\/(api\/(web-socket|opening-page|security-headers|static-files)|waiter\/listener)\.ts/,
    'HTTP',
  ],
  [
    /^src\/main\/(electron|waiter\/(answer|serve-file)|hosts\/simulated\/agent)\.ts/,
    'a dialog; HTTP',
  ],
  [/^src\/shared\/facts\/fact\.ts/, 'a mistake of who calls the API'],
  [/^src\/main\/net\/low-ports\.ts/, 'for the command line: `network.rightsText` has the German'],
  [/^src\/main\/images\/kernel-initrd\.ts/, 'options of a kernel'],
  [
    /^src\/shared\/lessons\/(schema|mistakes)\.ts/,
    'mistakes of a lesson, told on the command line',
  ],
]

/** Sentences that stand in a file of ours and yet are somebody else's. */
const elsewhere: ReadonlySet<string> = new Set([
  // Programmer's errors: they come to the screen as `lab.unexpected`, with what to do.
  'Unhandled case: {}',
  'A saved document has a version.',
  // On the wire.
  'A fault answers in place of the service.\n',
  'Headwaiter heal proof\n',
])

const isSentence = (text: string): boolean => {
  if (/^\s*(SELECT|INSERT|CREATE|UPDATE|DELETE|PRAGMA|BEGIN|HTTP)/.test(text)) return false
  const words = text.replaceAll('{}', ' ').match(/[A-Za-z’']{2,}/g) ?? []
  return text.includes(' ') && (words.length >= 3 || (words.length === 2 && text.endsWith('.')))
}

const keys = Object.keys(phraseBook)
/** What is fixed in a sentence; short parts stand anywhere. */
const parts = (text: string): readonly string[] =>
  text
    .split('{}')
    .map((part) => part.trim().replace(/\.$/, ''))
    .filter((part) => part.split(' ').length >= 3)

/** A sentence of the source, or a part that the source joins to one. */
const isKnown = (text: string): boolean =>
  phraseBook[text] !== undefined ||
  keys.some((key) => key.includes(text.trim())) ||
  (parts(text).length > 0 && keys.some((key) => parts(text).every((part) => key.includes(part))))

describe('the German phrase book', () => {
  const literals = sourceLiterals()

  it('has every sentence that the lab says', () => {
    const missing = literals.filter(
      ([file, text]) =>
        isSentence(text) &&
        !notOurs.some(([place]) => place.test(file)) &&
        !elsewhere.has(text) &&
        !isKnown(text),
    )
    expect(missing).toEqual([])
  })

  it('has no sentence that nobody says any more', () => {
    const said = literals.map(([, text]) => text).join('\n')
    // What zod says of a wrong value is not in our sources.
    const ours = keys.filter((key) => !/^(Invalid|Too (small|big)|Unrecognized)/.test(key))
    // Sentences of several parts: the source joins them.
    const joined =
      / and offered | not right| image: the host |(host is|hosts are) loading|not (an?|a) /
    const stale = ours.filter(
      (key) => !joined.test(key) && !parts(key).every((part) => said.includes(part)),
    )
    expect(stale).toEqual([])
  })

  it('uses no value that a sentence does not have, and loses none', () => {
    for (const [key, text] of Object.entries(phraseBook)) {
      const count = key.split('{}').length - 1
      const values = Array.from({ length: count }, (_, at) => `«${at}»`)
      const filled = createReader({ [key]: text })(key.replaceAll('{}', () => values.shift() ?? ''))
      expect(filled).not.toContain('{')
    }
  })
})

describe('phrase', () => {
  it.each([
    ['There is no host "esx-09".', 'Einen Host „esx-09“ gibt es nicht.'],
    [
      'UDP port 67 on 10.0.0.1 is held by another program.',
      'UDP-Port 67 auf 10.0.0.1 wird von einem anderen Programm gehalten.',
    ],
    [
      'hosts[2].mac: a MAC address in lower case with colons',
      'hosts[2].mac: eine MAC-Adresse klein und mit Doppelpunkten',
    ],
    ['Rule "x": "zz" is not an IPv4 address.', 'Regel „x“: „zz“ ist keine IPv4-Adresse.'],
    ['The depot a has no package b.', 'Ein Paket b hat das Depot a nicht.'],
    [
      'Next boot: ESXi-8 from its cache, which is not the image it should have, and waits for an administrator to reconnect it.',
      'Nächster Start: ESXi-8 aus seinem Cache, was nicht das Image ist, das er haben sollte, und er wartet, bis ein Administrator ihn neu verbindet.',
    ],
    [
      'Next boot: none; nothing on its disk can be booted.',
      'Nächster Start: keiner; auf seiner Platte ist nichts, das starten kann.',
    ],
    ['What nobody ever said', 'What nobody ever said'],
  ])('reads %s', (said, text) => {
    expect(phrase(said)).toBe(text)
  })

  it('reads names by the reader given, and leaves them alone otherwise', () => {
    const names = (said: string) => said.replace(' and ', ' und ')
    expect(createReader({ 'Boot {a}.': '{a} booten.' }, names)('Boot x and y.')).toBe(
      'x und y booten.',
    )
  })
})

describe('literalsIn', () => {
  it('finds what is in quotes, and no comments or patterns', () => {
    const source = "const a = 'it\\'s' // 'no'\n/* \"no\" */ b(/['\"]/, `x ${c('in')} y`, \"z\")"
    expect(literalsIn(source)).toEqual(["it's", 'in', 'x {} y', 'z'])
  })
})
