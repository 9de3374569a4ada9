import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../../src/shared/base/index.ts'
import { explain } from '../../../src/shared/packet/index.ts'
import { shippedPhrases } from '../../../src/main/lessons/translations.ts'
import { resourcesFolder } from '../../../src/main/folders.ts'
import { fromHex } from '../../../src/shared/packet/dhcp/index.ts'
import { de } from '../../../src/renderer/strings/de/index.ts'
import { phraseBook } from '../../../src/renderer/strings/de/phrases/index.ts'
import { createFormat } from '../../../src/renderer/strings/format.ts'
import { tell } from '../../../src/renderer/strings/facts.ts'
import { recordedRun } from '../recorded-run.ts'
import { englishIn } from './english-in.ts'
import { textsOf } from './texts-of.ts'

const leftIn = (texts: Iterable<readonly [string, string]>) =>
  [...texts].filter(([, text]) => englishIn(text) !== undefined)

/** Firmware, iPXE and mboot say in English what a fact of them quotes. */
const quotes = /^(firmware|ipxe|mboot)\./

describe('German', () => {
  it('has no English left in any text, remedy, glossary entry or code', () => {
    expect(leftIn(textsOf(de))).toEqual([])
    expect(Object.keys(de.remedies).toSorted()).toEqual(Object.keys(errorCodes).toSorted())
  })

  it('calls each thing by one name, which is that of vSphere where it has one', async () => {
    const otherNames =
      /Bootloader|Skriptbündel|Systemabbild|(Kabel|Platten) (ziehen|stecken)|Rules Engine|Datacenter|Merkmale?\b|\bLader\b|\bKern\b|Annahmestufe|Heilung|\bProbe\b|Markierung|[Zz]ustandslos|Management-Adresse|Herzschlag|Lebenszeichen|\b(das|sein|ihr) Lease\b/
    const texts = [
      ...textsOf(de),
      ...Object.entries(phraseBook),
      ...Object.entries(await shippedPhrases(join(resourcesFolder, 'lessons'), 'de')),
    ]
    expect(texts.filter(([, text]) => otherNames.test(text))).toEqual([])
  })

  it('has none left in what it reads of the lab', () => {
    expect(leftIn(Object.entries(phraseBook))).toEqual([])
  })

  it('has none left in lessons', async () => {
    const phrases = await shippedPhrases(join(resourcesFolder, 'lessons'), 'de')
    expect(Object.keys(phrases).length).toBeGreaterThan(250)
    expect(leftIn(Object.entries(phrases))).toEqual([])
  })

  it('has none left in the facts of an outage', () => {
    const format = createFormat('de')
    const told = recordedRun()
      .filter(({ fact }) => !quotes.test(fact.type))
      .map(({ fact }) => [fact.type, tell(de, fact, format)] as const)
    expect(told.length).toBeGreaterThan(100)
    expect(leftIn(told)).toEqual([])
  })

  it('has none left in the fields of packets that real clients sent', () => {
    const files = globSync('test/fixtures/{dhcp,tftp}/*.hex')
    expect(files.length).toBeGreaterThan(15)
    const fields = files.flatMap((file) => {
      const payload = fromHex(readFileSync(file, 'utf8').replaceAll(/^#.*$/gm, ''))
      const told = explain({ carrier: 'udp', payload }, de.packetWords)
      expect(['dhcp', 'tftp']).toContain(told.protocol)
      return [
        [file, told.title] as const,
        // What is in a list of options are their names.
        ...told.fields.flatMap(({ name, meaning = '' }) =>
          name.startsWith('55 ') ? [] : [[`${file} ${name}`, meaning] as const],
        ),
      ]
    })
    expect(leftIn(fields)).toEqual([])
  })
})
