import { hostOf } from '../../shared/facts/index.ts'
import { Mention } from '../place/mention.tsx'
import { choose, chooseFact } from '../place/route.ts'
import { placeAfter } from '../client/facts.ts'
import { useLab } from '../client/react.tsx'
import { tell } from '../strings/facts.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { FactPacket } from '../packets/fact-packet.tsx'
import { placeOfField } from './field-place.ts'
import { fieldsOf, type Field } from './fields.ts'
import { Decoded } from './decoded.tsx'
import styles from './fact-card.module.css'
import shared from './inspector.module.css'

const Value = (field: Field) => {
  const place = placeOfField(field)
  const text = <code>{field.value}</code>
  return place === undefined ? text : <Mention place={place}>{text}</Mention>
}

/** A number that the journal has not got to, or another lab's. Nothing is said while the past is still on its way. */
const NoFact = ({ seq }: { readonly seq: number }) => {
  const { inspector } = useStrings()
  const isRead = useLab(({ facts, joinedAt }) => (facts.at(-1)?.seq ?? 0) >= joinedAt)
  if (!isRead) return null
  return (
    <div className={shared.section}>
      <p className={shared.quiet}>{inspector.unknownFact(seq)}</p>
      <div className={shared.actions}>
        <Button size="s" onClick={() => chooseFact(undefined)}>
          {inspector.close}
        </Button>
      </div>
    </div>
  )
}

/** The chosen fact, field by field, exactly as the journal has it. */
export const FactCard = ({ seq }: { readonly seq: number }) => {
  const strings = useStrings()
  const { inspector } = strings
  const format = useFormat()
  // Asked for anew as facts arrive: a page that opens at a fact is there before it.
  const recorded = useLab(({ facts }) => {
    const place = placeAfter(facts, seq) - 1
    const found = place < 0 ? undefined : facts.at(place)
    return found?.seq === seq ? found : undefined
  })
  if (recorded === undefined) return <NoFact seq={seq} />
  const { fact, at } = recorded
  const host = hostOf(fact)
  return (
    <section className={styles.card} aria-labelledby="fact">
      <header>
        <h2 id="fact">
          {inspector.fact(seq)} <code>{fact.type}</code>
        </h2>
        <Button
          size="s"
          variant="quiet"
          glyph="close"
          aria-label={inspector.close}
          onClick={() => chooseFact(undefined)}
        />
      </header>
      <p>{tell(strings, fact, format)}</p>
      <Decoded fact={fact} />
      <FactPacket key={seq} recorded={recorded} />
      <dl className={shared.pairs}>
        <dt>{inspector.at}</dt>
        <dd>
          <code>{format.moment(at)}</code>
        </dd>
        {fieldsOf(fact).map(({ name, value }) => (
          <div key={name} className={styles.pair}>
            <dt>{name}</dt>
            <dd>
              {name === 'host' && host !== undefined ? (
                <button type="button" className={styles.link} onClick={() => choose({ host })}>
                  {value}
                </button>
              ) : (
                <Value name={name} value={value} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
