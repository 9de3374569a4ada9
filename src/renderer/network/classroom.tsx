import { Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ClassroomPlace, Invitation } from '../../shared/contract/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLab, useLabStore, useLive } from '../client/react.tsx'
import type { LabClient } from '../client/connection.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import styles from './network.module.css'

/** What the lab answers a question that facts do not tell. */
const useAnswer = <T,>(ask: (client: LabClient) => Promise<T>): T | undefined => {
  const store = useLabStore()
  const live = useLive()
  const [answer, setAnswer] = useState<T>()
  useEffect(() => {
    let current = true
    if (live) {
      // The banner of the link says why there is no answer.
      ask(store.client()).then(
        (told) => current && setAnswer(() => told),
        () => undefined,
      )
    }
    return () => {
      current = false
    }
  }, [ask, live, store])
  return answer
}

const askPlaces = ({ classroom }: LabClient): Promise<readonly ClassroomPlace[]> =>
  classroom.places()
const askInvitation = ({ classroom }: LabClient): Promise<Invitation | undefined> =>
  classroom.invitation()

const isLoopback = ({ address }: ClassroomPlace): boolean => address.startsWith('127.')

/** Where to open it: what others can reach first. */
const Closed = () => {
  const { network } = useStrings()
  const texts = network.classroom
  const { openClassroom } = useActions()
  const busy = useDesk((desk) => desk.busy.has('classroom'))
  const places = (useAnswer(askPlaces) ?? []).toSorted(
    (one, other) => Number(isLoopback(one)) - Number(isLoopback(other)),
  )
  const [chosen, choose] = useState<string>()
  const address = chosen ?? places[0]?.address
  return (
    <>
      <p>{texts.closed}</p>
      <div className={styles.line}>
        <Select
          className={styles.places}
          aria-label={texts.at}
          allowDeselect={false}
          value={address ?? null}
          onChange={(value) => choose(value ?? undefined)}
          data={places.map((place) => ({
            value: place.address,
            label: isLoopback(place)
              ? texts.thisComputer(place.address)
              : texts.place(place.address, place.interface),
          }))}
        />
        <Button
          glyph="screen"
          busy={busy}
          disabled={address === undefined}
          onClick={() => address !== undefined && openClassroom(address)}
        >
          {texts.open}
        </Button>
      </div>
    </>
  )
}

/** The way in, large enough for the back row. */
const Opened = ({ on, screens }: { readonly on: string; readonly screens: number }) => {
  const { network } = useStrings()
  const texts = network.classroom
  const { closeClassroom } = useActions()
  const busy = useDesk((desk) => desk.busy.has('classroom'))
  const invitation = useAnswer(askInvitation)
  return (
    <>
      <p>{texts.type}</p>
      <code className={styles.invitation}>{invitation?.url ?? `http://${on}/…`}</code>
      <div className={styles.line}>
        <Pill tone="net" glyph="screen">
          {texts.screens(screens)}
        </Pill>
        <Button glyph="close" busy={busy} onClick={closeClassroom}>
          {texts.close}
        </Button>
      </div>
    </>
  )
}

/** Lets other computers look on, and says how many do. */
export const Classroom = () => {
  const { network } = useStrings()
  const classroom = useLab((lab) => lab.head.classroom)
  return (
    <section className={styles.card}>
      <h2>{network.classroom.title}</h2>
      {classroom === undefined ? <Closed /> : <Opened key={classroom.on} {...classroom} />}
      <p>{network.classroom.safety}</p>
    </section>
  )
}
