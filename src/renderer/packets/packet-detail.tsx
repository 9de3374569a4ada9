import { useMemo, useState } from 'react'
import type { Explanation, Field } from '../../shared/packet/index.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { hexLines } from './hex.ts'
import { bytesOf, type Packet } from './packet.ts'
import styles from './packets.module.css'

export type PacketDetailProps = {
  readonly packet: Packet
  readonly explanation: Explanation
  readonly onClose?: () => void
  readonly narrow?: boolean
}

type FieldsProps = {
  readonly fields: readonly Field[]
  readonly pointed: Field | undefined
  readonly onPoint: (field: Field | undefined) => void
}

/** Each field with its meaning; pointing at one lights its bytes. */
const Fields = ({ fields, pointed, onPoint }: FieldsProps) => {
  const { packets } = useStrings()
  return (
    <ul className={styles.fields} aria-label={packets.fields}>
      {fields.map((field) => (
        <li key={`${field.at} ${field.name}`}>
          <button
            type="button"
            aria-pressed={pointed === field}
            onPointerEnter={() => onPoint(field)}
            onFocus={() => onPoint(field)}
            onClick={() => onPoint(field)}
          >
            <span className={styles.fieldName}>{field.name}</span>
            <span className={styles.fieldValue}>{field.value}</span>
            {field.meaning !== undefined && <span className={styles.meaning}>{field.meaning}</span>}
            {field.rfc !== undefined && <span className={styles.rfc}>{field.rfc}</span>}
          </button>
        </li>
      ))}
    </ul>
  )
}

type HexProps = {
  readonly bytes: Uint8Array
  readonly pointed: Field | undefined
  readonly perLine: number
}

/** The bytes as they were, those of the pointed field lit. */
const Hex = ({ bytes, pointed, perLine }: HexProps) => {
  const { packets } = useStrings()
  const lines = useMemo(() => hexLines(bytes, perLine), [bytes, perLine])
  const isLit = (at: number): boolean =>
    pointed !== undefined && at >= pointed.at && at < pointed.at + pointed.size
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll what has the focus
    <section className={styles.hex} aria-label={packets.bytes} tabIndex={0}>
      {lines.map((line) => (
        <p key={line.at}>
          <span className={styles.offset}>{line.at.toString(16).padStart(4, '0')}</span>
          <span className={styles.octets}>
            {line.bytes.map(({ at, hex }) => (
              <span key={at} data-lit={isLit(at)}>
                {hex}
              </span>
            ))}
          </span>
          <span>
            {line.bytes.map(({ at, text }) => (
              <span key={at} data-lit={isLit(at)}>
                {text}
              </span>
            ))}
          </span>
        </p>
      ))}
    </section>
  )
}

/** One packet: every field explained with where it is defined, the raw bytes beside. */
export const PacketDetail = ({
  packet,
  explanation,
  onClose,
  narrow = false,
}: PacketDetailProps) => {
  const { packets, inspector, phrase } = useStrings()
  const [pointed, setPointed] = useState<Field>()
  const bytes = useMemo(() => bytesOf(packet.payload), [packet])
  return (
    <section className={styles.detail} data-narrow={narrow} aria-label={packets.packet}>
      <header>
        <h2>{explanation.title}</h2>
        {onClose !== undefined && (
          <Button
            size="s"
            variant="quiet"
            glyph="close"
            aria-label={inspector.close}
            onClick={onClose}
          />
        )}
      </header>
      {explanation.problems.map((problem) => (
        <p key={problem} className={styles.problem}>
          {phrase(problem)}
        </p>
      ))}
      {packet.length > bytes.length && (
        <p className={styles.problem}>{packets.cut(bytes.length, packet.length)}</p>
      )}
      <div className={styles.columns}>
        <Fields fields={explanation.fields} pointed={pointed} onPoint={setPointed} />
        <Hex bytes={bytes} pointed={pointed} perLine={narrow ? 8 : 16} />
      </div>
    </section>
  )
}
