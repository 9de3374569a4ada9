import { Popover } from '@mantine/core'
import { useMemo, useState } from 'react'
import { goTo, whereAmI, type Place } from '../place/route.ts'
import { useLab } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import type { Whose } from '../wire/whose.ts'
import styles from './host-filter.module.css'

/** More than this could not be looked through; typing narrows it. */
const mostOffered = 100

const show = (wanted: Pick<Place, 'all' | 'hosts'>): void => {
  const { all: _all, hosts: _hosts, ...place } = whereAmI()
  goTo({ ...place, ...wanted }, true)
}

/** Whose messages the panel shows: several that were picked, all, or those of the chosen host. */
const idsShown = ({ host, hosts, all }: Place): readonly string[] => {
  if (hosts !== undefined) return hosts
  return all === true || host === undefined ? [] : [host]
}

/** The same value as long as the same hosts are meant: what was read of them is kept. */
export const useWhose = (place: Place): Whose => {
  const ids = idsShown(place).join(' ')
  return useMemo(() => {
    const [first, ...others] = ids.split(' ')
    if (first === undefined || first === '') return undefined
    return others.length === 0 ? first : new Set([first, ...others])
  }, [ids])
}

/** Hosts with a tick for each that is shown. */
const Choice = ({ shown }: { readonly shown: readonly string[] }) => {
  const { ladder, table } = useStrings()
  const hosts = useLab((lab) => lab.view.hosts)
  const [filter, setFilter] = useState('')
  const offered = [...hosts.keys()].filter((id) => id.includes(filter.trim().toLowerCase()))
  const toggle = (id: string) => {
    const next = shown.includes(id) ? shown.filter((other) => other !== id) : [...shown, id]
    show(next.length === 0 ? { all: true } : { hosts: next })
  }
  return (
    <fieldset className={styles.choice} aria-label={ladder.filter}>
      <input
        type="search"
        data-autofocus
        aria-label={table.filter}
        placeholder={table.filter}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      {offered.slice(0, mostOffered).map((id) => (
        <label key={id}>
          <input type="checkbox" checked={shown.includes(id)} onChange={() => toggle(id)} />
          {id}
        </label>
      ))}
      {offered.length === 0 && <p>{table.noMatch(filter)}</p>}
    </fieldset>
  )
}

/** One host, all of them, or those that a person picks. */
export const HostFilter = ({ place }: { readonly place: Place }) => {
  const { ladder } = useStrings()
  const { host, hosts, all } = place
  const several = hosts !== undefined
  const isAll = !several && (all === true || host === undefined)
  return (
    <fieldset className={styles.filter} aria-label={ladder.filter}>
      {host !== undefined && (
        <Button size="s" variant="quiet" aria-pressed={!several && !isAll} onClick={() => show({})}>
          {ladder.only(host)}
        </Button>
      )}
      <Button size="s" variant="quiet" aria-pressed={isAll} onClick={() => show({ all: true })}>
        {ladder.allHosts}
      </Button>
      <Popover position="bottom-end" trapFocus returnFocus>
        <Popover.Target>
          <Button size="s" variant="quiet" aria-pressed={several}>
            {several ? ladder.several(hosts.length) : ladder.pick}
            <Glyph name="down" size={11} />
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Choice shown={idsShown(place)} />
        </Popover.Dropdown>
      </Popover>
    </fieldset>
  )
}
