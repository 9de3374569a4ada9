import { useId, useState } from 'react'
import type { InterfaceSight } from '../../shared/contract/index.ts'
import type { DhcpMode } from '../../shared/document/schema.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './network.module.css'

const modes: readonly DhcpMode[] = ['authoritative', 'proxy', 'reservationOnly', 'observe']
/** Those in which clients get an address from here, and with it their router. */
const leasing: ReadonlySet<DhcpMode> = new Set(['authoritative', 'reservationOnly'])

/** The last step before real machines are answered: how, and the name typed by hand. */
export const ServeForm = ({ sight }: { readonly sight: InterfaceSight }) => {
  const { name, address, pool, others } = sight
  const { network } = useStrings()
  const { serve } = useActions()
  const busy = useDesk((desk) => desk.busy.has('serve'))
  const [mode, setMode] = useState<DhcpMode>('authoritative')
  const [at, setAt] = useState(address)
  const [range, setRange] = useState(pool)
  const [router, setRouter] = useState('')
  const [typed, setTyped] = useState('')
  const id = useId()
  const sure = typed === name
  const go = () => {
    if (!sure) return
    serve({
      ...{ interface: name, typed, mode, address: at },
      ...(mode === 'authoritative' && { pool: range }),
      ...(leasing.has(mode) && router !== '' && { router }),
    })
  }
  const serveBy = (chosen: string) => {
    setAt(chosen)
    setRange([sight, ...others].find((each) => each.address === chosen)?.pool ?? pool)
  }
  return (
    <form
      className={styles.serve}
      aria-label={network.serveOn(name)}
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
      <fieldset>
        <legend>{network.mode}</legend>
        {modes.map((each) => (
          <label key={each}>
            <input type="radio" name={id} checked={each === mode} onChange={() => setMode(each)} />
            {network.modes[each]}
          </label>
        ))}
      </fieldset>
      {others.length > 0 && (
        <label>
          {network.byAddress}
          <select value={at} onChange={(event) => serveBy(event.currentTarget.value)}>
            {[sight, ...others].map((each) => (
              <option key={each.address} value={each.address}>
                {each.address} · {each.subnet}
              </option>
            ))}
          </select>
        </label>
      )}
      {mode === 'authoritative' && (
        <label>
          {network.pool}
          <input value={range} onChange={(event) => setRange(event.currentTarget.value)} />
        </label>
      )}
      {leasing.has(mode) && (
        <label>
          {network.router}
          <input
            value={router}
            placeholder={network.noRouter}
            onChange={(event) => setRouter(event.currentTarget.value.trim())}
          />
        </label>
      )}
      <label>
        {network.typeName(name)}
        <input
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <Button variant="warn" glyph="warn" busy={busy} disabled={!sure} onClick={go}>
        {busy
          ? network.asking
          : mode === 'observe'
            ? network.observeOn(name)
            : network.serveOn(name)}
      </Button>
    </form>
  )
}
