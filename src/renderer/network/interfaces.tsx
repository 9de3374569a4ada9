import { useState } from 'react'
import type { InterfaceSight, NetworkRights, Server } from '../../shared/contract/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import styles from './network.module.css'
import { ServeForm } from './serve-form.tsx'
import { useInterfaces } from './use-interfaces.ts'

const Rights = ({ rights }: { readonly rights: NetworkRights }) => {
  const { network } = useStrings()
  if (rights.kind === 'open') return <p>{network.rightsOpen}</p>
  return (
    <div className={styles.lacking} role="note">
      <Pill tone="fail" glyph="warn">
        {network.rightsClosed}
      </Pill>
      <p>{network.rightsText(rights.firstOpen)}</p>
      <pre>{rights.command}</pre>
    </div>
  )
}

/** What was heard when the segment was asked for DHCP servers. */
type Probe = { readonly kind: 'never' } | { readonly kind: 'told'; readonly server?: Server }

const Interface = ({ sight }: { readonly sight: InterfaceSight }) => {
  const { network } = useStrings()
  const { probe } = useActions()
  const { name, address, subnet, others, mac, link, speed, neighbours, lock } = sight
  const level = useLab((lab) => lab.state.level)
  const asking = useDesk((desk) => desk.busy.has(`probe:${name}`))
  const [told, setTold] = useState<Probe>({ kind: 'never' })
  const [opened, setOpened] = useState(false)
  const isOn = level.kind !== 'lab' && level.interface === name
  const seen = [
    ...[{ address, subnet }, ...others].map((each) => `${each.address} · ${each.subnet}`),
    mac,
    network.links[link],
    ...(speed === undefined ? [] : [network.speed(speed)]),
    network.neighbours(neighbours),
  ]
  const free = lock === undefined && level.kind === 'lab'
  return (
    <li className={styles.interface} data-on={isOn}>
      <div className={styles.line}>
        <strong>{name}</strong>
        {isOn && (
          <Pill tone="cache" glyph="warn">
            {network.levels[level.kind](name)}
          </Pill>
        )}
        {lock !== undefined && (
          <Pill tone="mute" glyph="skip">
            {network.locked}
          </Pill>
        )}
      </div>
      <p>{seen.join(' · ')}</p>
      {lock !== undefined && <p>{network.locks[lock]}</p>}
      {told.kind === 'told' && (
        <output className={styles.told}>
          {told.server === undefined
            ? network.noServer
            : network.otherServer(told.server.serverId, told.server.from, told.server.offered)}
        </output>
      )}
      {free && (
        <div className={styles.line}>
          <Button
            size="s"
            glyph="search"
            busy={asking}
            title={network.probeTip}
            onClick={() =>
              probe(name, (server) => setTold({ kind: 'told', ...(server && { server }) }))
            }
          >
            {network.probe}
          </Button>
          <Button size="s" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {network.serveHere}
          </Button>
        </div>
      )}
      {free && opened && <ServeForm sight={sight} />}
    </li>
  )
}

/** The interfaces of this computer, what is seen on each, and the way to serve one. */
export const Interfaces = () => {
  const { network } = useStrings()
  const { seen, look } = useInterfaces()
  return (
    <section className={`${styles.card} ${styles.wide}`}>
      <div className={styles.line}>
        <h2>{network.interfaces}</h2>
        <Button size="s" glyph="reboot" onClick={look}>
          {network.lookAgain}
        </Button>
      </div>
      <p>{network.howText}</p>
      {seen !== undefined && <Rights rights={seen.rights} />}
      <ul className={styles.interfaces}>
        {seen?.interfaces.map((sight) => (
          <Interface key={sight.name} sight={sight} />
        ))}
      </ul>
    </section>
  )
}
