import { Tooltip } from '@mantine/core'
import { isConnected, isMet, type HostView } from '../../shared/host/index.ts'
import { meaningOf, useReach } from '../bench/use-reach.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useSimulated } from '../host/use-simulated.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './inspector.module.css'

/** The cable and the disks of a simulated host, and what an admin does with any host in vCenter. */
export const HostPlugs = ({ host }: { readonly host: HostView }) => {
  const strings = useStrings()
  const { inspector } = strings
  const { plugPart, tamper, maintain, disconnect, reconnect } = useActions()
  const busy = useDesk((desk) => desk.busy.has(`host:${host.id}`))
  const cableBusy = useDesk((desk) => desk.busy.has(`uplink:${host.id}`))
  const disksBusy = useDesk((desk) => desk.busy.has(`disk:${host.id}`))
  const simulated = useSimulated(host.id)
  const cable = { kind: 'cable', host: host.id } as const
  const reach = useReach(cable)
  const connected = isConnected(host)
  // One that runs from its cache is reconnected by its cautions.
  const isLost =
    host.state === 'running' &&
    isMet(host) &&
    host.connection !== 'connected' &&
    host.connection !== 'absent' &&
    host.cautions.length === 0
  const cableIn = host.link !== 'down'
  const disksIn = host.disk !== 'out'
  return (
    <div className={styles.actions}>
      {simulated && (
        <>
          <Tooltip
            events={{ hover: true, focus: true, touch: false }}
            disabled={!cableIn}
            label={`${meaningOf(cable, strings)} ${reach.text}`}
          >
            <Button
              size="s"
              glyph="plug"
              busy={cableBusy}
              onPointerEnter={reach.look}
              onFocus={reach.look}
              onClick={() => plugPart(host.id, 'uplink', !cableIn)}
            >
              {cableIn ? inspector.cableOut : inspector.cableIn}
            </Button>
          </Tooltip>
          <Button
            size="s"
            glyph="plug"
            busy={disksBusy}
            onClick={() => plugPart(host.id, 'disk', !disksIn)}
          >
            {disksIn ? inspector.disksOut : inspector.disksIn}
          </Button>
          <Button
            size="s"
            busy={busy}
            disabled={host.cache === undefined}
            onClick={() => tamper(host.id, 'flippedByte')}
          >
            {inspector.spoilCache}
          </Button>
        </>
      )}
      <Button
        size="s"
        busy={busy}
        disabled={!connected}
        onClick={() => maintain(host.id, !host.maintenance)}
      >
        {host.maintenance ? inspector.leaveMaintenance : inspector.enterMaintenance}
      </Button>
      {isLost ? (
        <Button size="s" glyph="link" busy={busy} onClick={() => reconnect(host.id)}>
          {inspector.reconnect}
        </Button>
      ) : (
        <Button size="s" busy={busy} disabled={!connected} onClick={() => disconnect(host.id)}>
          {inspector.disconnect}
        </Button>
      )}
    </div>
  )
}
