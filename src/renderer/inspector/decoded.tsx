import type { Fact } from '../../shared/facts/index.ts'
import { useStrings } from '../strings/index.tsx'
import { remedyFor } from '../strings/remedy.ts'
import styles from './fact-card.module.css'

/** The code a fact holds: the protocol's own, or one of the lab's table. */
const codeOf = (fact: Fact): string | undefined => {
  if ('code' in fact) return fact.code
  if ('reason' in fact) return fact.reason.code
  return fact.type === 'dhcp.finding' ? fact.finding.code : undefined
}

/** What the code of a fact means, and what to look at. */
export const Decoded = ({ fact }: { readonly fact: Fact }) => {
  const strings = useStrings()
  const { codes, reference } = strings
  const code = codeOf(fact)
  if (code === undefined) return null
  const known = codes[code]
  const remedy = remedyFor(strings, code)
  if (known === undefined && remedy === '') return null
  return (
    <p className={styles.decoded}>
      <code>{code}</code>{' '}
      {known === undefined ? remedy : `${known.means} ${reference.look(known.look)}`}
    </p>
  )
}
