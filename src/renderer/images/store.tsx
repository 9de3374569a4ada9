import { useRef, useState } from 'react'
import type { StoreCheck } from '../../shared/image/index.ts'
import { useActions } from '../client/actions.tsx'
import type { LabClient } from '../client/connection.ts'
import { Work } from '../client/work.tsx'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { useFound } from './use-found.ts'
import styles from './work.module.css'

const storeOf = (client: LabClient) => client.images.store()

type Done = Extract<StoreCheck, { kind: 'done' }>

const Result = ({ done, repaired }: { readonly done: Done; readonly repaired: boolean }) => {
  const { store } = useStrings().imageWork
  if (done.damaged.length === 0) return <output>{store.sound(done.checked)}</output>
  const fate = (sha256: string) => {
    if (done.mended.includes(sha256)) return store.mended
    if (repaired) return store.lost
    return done.missing.includes(sha256) ? store.missing : store.found
  }
  return (
    <output>
      {store.damaged(done.damaged.length)}
      <ul>
        {done.damaged.map(({ sha256, usedBy }) => (
          <li key={sha256}>
            <code>{sha256}</code> {usedBy.length > 0 && store.usedBy(usedBy.join(', '))}:{' '}
            {fate(sha256)}
          </li>
        ))}
      </ul>
    </output>
  )
}

type Checked = { readonly step: StoreCheck | undefined; readonly repair: boolean }

/** The files of all images: checked, repaired, and freed of what nothing names. */
export const Store = () => {
  const { store, failed } = useStrings().imageWork
  const format = useFormat()
  const { inTurn } = useActions()
  const [found, again] = useFound(storeOf)
  const [checked, setChecked] = useState<Checked>()
  const [collected, setCollected] = useState('')
  const stop = useRef<AbortController>(undefined)
  const busy = checked !== undefined && checked.step?.kind !== 'done'
  const check = (repair: boolean) => {
    const control = new AbortController()
    stop.current = control
    setChecked({ step: undefined, repair })
    void inTurn('store', failed, async (client) => {
      const steps = await client.images.check({ repair }, { signal: control.signal })
      try {
        for await (const step of steps) setChecked({ step, repair })
        again()
      } catch (error) {
        setChecked(undefined)
        if (!control.signal.aborted) throw error
      }
    })
  }
  const collect = () =>
    void inTurn('store', failed, async (client) => {
      const { removed, bytes } = await client.images.collect()
      setCollected(store.collected(removed, format.bytes(bytes)))
      again()
    })
  const step = checked?.step
  return (
    <div className={styles.layout}>
      {found.kind === 'found' && (
        <p data-testid="store-report">
          {store.holds(
            found.value.all.files,
            format.bytes(found.value.all.bytes),
            found.value.depots,
          )}
          . {store.unused(found.value.unused.files, format.bytes(found.value.unused.bytes))}
        </p>
      )}
      <Work>
        <div className={styles.tools}>
          <Button busy={busy} onClick={() => check(false)}>
            {store.check}
          </Button>
          <Button busy={busy} onClick={() => check(true)}>
            {store.repair}
          </Button>
          {busy && <Button onClick={() => stop.current?.abort()}>{store.cancel}</Button>}
          <Button
            variant="danger"
            disabled={found.kind === 'found' && found.value.unused.files === 0}
            onClick={collect}
          >
            {store.collect}
          </Button>
        </div>
      </Work>
      <p className={styles.quiet}>{store.young}</p>
      {step?.kind === 'progress' && (
        <progress aria-label={store.progress} max={step.total} value={step.done} />
      )}
      {step?.kind === 'done' && checked !== undefined && (
        <Result done={step} repaired={checked.repair} />
      )}
      {collected !== '' && <output>{collected}</output>}
    </div>
  )
}
