import { isConnected, type HostView } from '../../shared/host/index.ts'
import { choose } from '../place/route.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLab, useReadOnly } from '../client/react.tsx'
import { complianceOf, connectionText, isOn, statusOf } from '../host/status.ts'
import { useSimulated } from '../host/use-simulated.ts'
import { useStrings, type Strings } from '../strings/index.tsx'
import { Term } from '../reference/term.tsx'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import { BootProgressSection } from './boot-progress.tsx'
import { Cautions } from './cautions.tsx'
import { Console } from './console.tsx'
import { HostPlugs } from './host-plugs.tsx'
import { NextBoot } from './next-boot.tsx'
import { HostDetails } from './host-details.tsx'
import styles from './inspector.module.css'
import { Tracks } from './tracks.tsx'

const headline = (host: HostView, strings: Strings): string => {
  if (host.state !== 'running') return statusOf(host, strings).text
  return strings.running.headline[host.source ?? 'network']
}

/** A physical host has no switch here, but may listen for a magic packet. */
const Wake = ({ host }: { readonly host: HostView }) => {
  const { inspector } = useStrings()
  const { wake } = useActions()
  const busy = useDesk((desk) => desk.busy.has(`power:${host.id}`))
  return (
    <Button size="s" glyph="off" busy={busy} onClick={() => wake([host.id])}>
      {inspector.wake}
    </Button>
  )
}

/** Power of a simulated host. */
const Power = ({ host }: { readonly host: HostView }) => {
  const { inspector } = useStrings()
  const { powerOn, powerOff, reboot } = useActions()
  const busy = useDesk((desk) => desk.busy.has(`power:${host.id}`))
  const on = isOn(host)
  return (
    <>
      {on ? (
        <Button size="s" glyph="off" busy={busy} onClick={() => powerOff([host.id])}>
          {inspector.powerOff}
        </Button>
      ) : (
        <Button
          size="s"
          variant="primary"
          glyph="off"
          busy={busy}
          onClick={() => powerOn([host.id])}
        >
          {inspector.powerOn}
        </Button>
      )}
      <Button size="s" glyph="reboot" disabled={!on} busy={busy} onClick={() => reboot([host.id])}>
        {inspector.reboot}
      </Button>
    </>
  )
}

/** Power and what an admin does; what the cautions offer stands there as well. */
const HostActions = ({ host }: { readonly host: HostView }) => {
  const { inspector } = useStrings()
  const { remediate, placeVm } = useActions()
  const simulated = useSimulated(host.id)
  const asked = useDesk((desk) => desk.busy.has(`host:${host.id}`))
  const connected = isConnected(host)
  return (
    <div className={styles.actions}>
      {simulated ? <Power host={host} /> : <Wake host={host} />}
      <Button size="s" disabled={!connected} busy={asked} onClick={() => remediate(host.id)}>
        {inspector.remediate}
      </Button>
      <Button size="s" disabled={!connected} busy={asked} onClick={() => placeVm(host.id)}>
        {inspector.placeVm}
      </Button>
    </div>
  )
}

const Head = ({ host }: { readonly host: HostView }) => {
  const strings = useStrings()
  const { tone, glyph } = statusOf(host, strings)
  // What is asked is asked of the host as it is, whatever moment is shown.
  const now = useLab((lab) => lab.head.hosts.get(host.id)) ?? host
  const readOnly = useReadOnly()
  const about = [
    host.mac,
    host.address,
    [host.attributes?.vendor, host.attributes?.model].filter(Boolean).join(' '),
  ]
  return (
    <div className={styles.head}>
      <h2>
        {host.id}
        <Pill tone={tone} glyph={glyph}>
          {headline(host, strings)}
        </Pill>
      </h2>
      <p className={styles.sub}>{about.filter(Boolean).join(' · ')}</p>
      {!readOnly && (
        <>
          <HostActions host={now} />
          <HostPlugs host={now} />
        </>
      )}
    </div>
  )
}

/** The chart's states and vCenter's word, by their names. */
const Standing = ({ host }: { readonly host: HostView }) => {
  const strings = useStrings()
  const { inspector, phrase } = strings
  return (
    <dl className={`${styles.section} ${styles.pairs}`}>
      <dt>{inspector.state}</dt>
      <dd>
        <code data-testid="state">{host.state}</code>
      </dd>
      <dt>
        <Term of="vcenter">{inspector.inVcenter}</Term>
      </dt>
      <dd data-testid="connection">
        {connectionText(host, strings)}
        {/* A host beside all clusters has an empty one. */}
        {host.cluster ? ` · ${host.cluster}` : ''}
      </dd>
      <dt>
        <Term of="compliance">{inspector.compliance}</Term>
      </dt>
      <dd data-testid="compliance">{complianceOf(host, strings)}</dd>
      {host.complianceFailures.length > 0 && (
        <>
          <dt>{inspector.failures}</dt>
          <dd>{host.complianceFailures.map(phrase).join(' ')}</dd>
        </>
      )}
    </dl>
  )
}

/** Both boot tracks, the console, and what to do about it. */
const Boot = ({ host }: { readonly host: HostView }) => (
  <>
    <Tracks host={host} />
    <BootProgressSection host={host} />
    <Console lines={host.console} />
    <Cautions host={host} />
    <NextBoot host={host} />
    <Standing host={host} />
  </>
)

/** One host: how it boots, and behind tabs what one looks up about it. */
export const HostInspector = ({ id }: { readonly id: string }) => {
  const { inspector } = useStrings()
  const host = useLab((lab) => lab.view.hosts.get(id))
  if (host === undefined) {
    return (
      <div className={styles.section}>
        <p className={styles.quiet}>{inspector.unknownHost(id)}</p>
        <div className={styles.actions}>
          <Button size="s" onClick={() => choose({})}>
            {inspector.close}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <>
      <Head host={host} />
      <HostDetails host={host} boot={<Boot host={host} />} />
    </>
  )
}
