import { Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useStrings } from '../strings/index.tsx'
import { lookUp } from './look-up.ts'
import styles from './reference.module.css'

export type ReferenceProps = { readonly opened: boolean; readonly onClose: () => void }

const holds = (texts: readonly string[], filter: string): boolean =>
  texts.join(' ').toLowerCase().includes(filter.trim().toLowerCase())

/** Words of the trade, and what the codes of firmware and network mean. */
export const Reference = ({ opened, onClose }: ReferenceProps) => {
  const { reference, glossary, codes } = useStrings()
  const [filter, setFilter] = useState('')
  const terms = Object.entries(glossary).filter(([, { term, text }]) => holds([term, text], filter))
  const known = lookUp(codes, filter)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={reference.title}
      size="xl"
      closeButtonProps={{ 'aria-label': reference.close }}
    >
      <TextInput
        data-autofocus
        aria-label={reference.filter}
        placeholder={reference.filter}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      <div className={styles.columns}>
        <section>
          <h3>{reference.codes}</h3>
          <dl>
            {known.map(([code, { means, look }]) => (
              <div key={code}>
                <dt>
                  <code>{code}</code>
                </dt>
                <dd>
                  {means} {reference.look(look)}
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>{reference.terms}</h3>
          <dl>
            {terms.map(([id, { term, text }]) => (
              <div key={id}>
                <dt>{term}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
        {terms.length + known.length === 0 && <p>{reference.none}</p>}
      </div>
    </Modal>
  )
}
