import { Modal, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useStrings } from '../strings/index.tsx'
import { lookUp } from './look-up.ts'
import styles from './reference.module.css'

export type ReferenceProps = { readonly opened: boolean; readonly onClose: () => void }

const holds = (texts: readonly string[], filter: string): boolean =>
  texts.join(' ').toLowerCase().includes(filter.trim().toLowerCase())

type EntriesProps = { readonly title: string; readonly children: readonly ReactNode[] }

/** What was found of one kind, under its heading; no heading stands above nothing. */
const Entries = ({ title, children }: EntriesProps) => {
  if (children.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  )
}

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
        <Entries title={reference.codes}>
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
        </Entries>
        <Entries title={reference.terms}>
          {terms.map(([id, { term, text }]) => (
            <div key={id}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </Entries>
        {terms.length + known.length === 0 && <p>{reference.none}</p>}
      </div>
    </Modal>
  )
}
