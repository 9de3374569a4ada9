import { useMemo } from 'react'
import { expectationsOf, why, type HostView, type WhyLink } from '../../shared/host/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import { placeAfter } from '../client/facts.ts'
import { useLab, useLabStore } from '../client/react.tsx'
import { useRead } from '../client/use-reading.ts'
import { useHiddenSince } from '../lessons/course-provider.tsx'
import { isTelling } from '../wire/telling.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Glyph, type GlyphName } from '../ui/glyph.tsx'
import type { Tone } from '../ui/tone.ts'
import toneStyles from '../ui/tone.module.css'
import { createBootFacts } from './boot-facts.ts'
import { Evidence } from './evidence.tsx'
import styles from './why.module.css'

const looks: Readonly<Record<WhyLink['tone'], { tone: Tone; glyph: GlyphName }>> = {
  plain: { tone: 'net', glyph: 'dot' },
  good: { tone: 'ok', glyph: 'ok' },
  warn: { tone: 'cache', glyph: 'warn' },
  bad: { tone: 'fail', glyph: 'fail' },
}

/** The image a host would be given now; nothing when the rules cannot be read. */
const expectedImage = (document: LabDocument, host: HostView): string | undefined => {
  try {
    return expectationsOf(document)(host).association.imageProfile
  } catch {
    return undefined
  }
}

const Link = ({ link }: { readonly link: WhyLink }) => {
  const format = useFormat()
  const { tone, glyph } = looks[link.tone]
  return (
    <li>
      <span className={toneStyles.tone} data-tone={tone}>
        <Glyph name={glyph} size={13} />
      </span>
      <span>
        {link.text}
        <span className={styles.evidence}>
          <time>{format.moment(link.at)}</time>
          <Evidence of={link.evidence.slice(0, 6)} />
        </span>
      </span>
    </li>
  )
}

/** Why a host stands as it does, link by link, each with the facts that show it. */
export const Why = ({ host }: { readonly host: HostView }) => {
  const { inspector, why: words } = useStrings()
  const facts = useLab((lab) => lab.facts)
  const document = useLab((lab) => lab.state.document)
  const store = useLabStore()
  // Only what matters to this boot is looked at again as facts arrive; before it, what was away by then.
  const from = host.boots.at(-1)?.firstSeq ?? host.lastSeq
  const away = useMemo(() => store.viewAt(from - 1)?.absences ?? [], [store, from])
  const reader = useMemo(
    () => createBootFacts(host.id, placeAfter(facts, from - 1)),
    [facts, host.id, from],
  )
  const own = useRead(reader)
  const hidden = useHiddenSince()
  const chain = useMemo(() => {
    const told = [...away, ...own].filter(
      ({ seq, fact }) => hidden === undefined || seq < hidden || !isTelling(fact),
    )
    return why(told, host, expectedImage(document, host), words)
  }, [away, own, hidden, host, document, words])
  if (chain.length === 0) return <p className={styles.quiet}>{inspector.noHistory}</p>
  return (
    <ol className={styles.chain}>
      {chain.map((link) => (
        <Link key={`${link.at} ${link.text}`} link={link} />
      ))}
    </ol>
  )
}
