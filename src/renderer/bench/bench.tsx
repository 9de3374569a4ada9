import { memo, useCallback, useEffect, useMemo, useRef } from 'react'
import { componentIds, type ComponentId } from '../../shared/base/index.ts'
import type { Host, LabDocument } from '../../shared/document/schema.ts'
import type { HostView } from '../../shared/host/index.ts'
import { choose, goTo, usePlace, whereAmI } from '../place/route.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { faultsOn, type StandingFault } from '../faults/standing.ts'
import { useStanding } from '../faults/standing-provider.tsx'
import { useComponents } from '../lessons/course-provider.tsx'
import { useLab, useLabStore, usePromptLab, useReadOnly } from '../client/react.tsx'
import { useTextScale } from '../preferences/store.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { useReducedMotion } from '../ui/motion.ts'
import { useSize } from '../ui/size.ts'
import { AutoDeployGroup } from './auto-deploy-group.tsx'
import styles from './bench.module.css'
import { HostCables, Trunk } from './cables.tsx'
import { ComponentUnit } from './component-unit.tsx'
import { useAmong, useMarkStore, type MarkStore } from './follow-marks.ts'
import { layOutBench, smallestStage, type BenchLayout, type Rack } from './geometry.ts'
import { HeatMap } from './heat-map.tsx'
import { HostCard } from './host-card.tsx'
import { LastMessage } from './last-message.tsx'
import { MarkLayer } from './mark-layer.tsx'
import { componentsOn } from './marks.ts'
import { Switch } from './switch.tsx'

/** The racks of the document, and a last one for machines that turned up by themselves. */
const racksOf = (
  document: LabDocument,
  ids: readonly string[],
  others: string,
): readonly Rack[] => {
  const named = new Set(document.racks.flatMap((rack) => rack.hosts))
  const rest = ids.filter((id) => !named.has(id))
  return rest.length === 0 ? document.racks : [...document.racks, { name: others, hosts: rest }]
}

/** All racks, or the one that is zoomed into. */
const useRacks = (): { readonly all: readonly Rack[]; readonly shown: readonly Rack[] } => {
  const { rack } = usePlace()
  const all = useAllRacks()
  return useMemo(() => {
    const one = all.filter(({ name }) => name === rack)
    return { all, shown: one.length === 0 ? all : one }
  }, [all, rack])
}

const joined = new WeakMap<ReadonlyMap<string, HostView>, string>()

/** The ids as one text; made once for each view, as it is asked for several times. */
const idsOf = (hosts: ReadonlyMap<string, HostView>): string => {
  const known = joined.get(hosts)
  if (known !== undefined) return known
  const ids = [...hosts.keys()].join(' ')
  joined.set(hosts, ids)
  return ids
}

const useAllRacks = (): readonly Rack[] => {
  const document = useLab((lab) => lab.state.document)
  // Joined to a text: the racks change only when a host comes or goes.
  const ids = useLab((lab) => idsOf(lab.view.hosts))
  const { others } = useStrings().bench
  return useMemo(
    () => racksOf(document, ids === '' ? [] : ids.split(' '), others),
    [document, ids, others],
  )
}

/** Room for the way back to all racks, right of a rack's name. */
const zoomOutWidth = 100

type RacksProps = { readonly layout: BenchLayout; readonly zoomed: boolean }

const Racks = ({ layout, zoomed }: RacksProps) => {
  const strings = useStrings()
  return layout.racks.map((rack) => (
    <span
      key={rack.name}
      className={styles.rackLabel}
      style={{
        left: rack.box.x,
        top: rack.box.y,
        maxWidth: zoomed ? rack.box.width - zoomOutWidth : layout.switch.x - rack.box.x - 6,
      }}
      title={rack.name}
    >
      {strings.bench.rack(rack.name, rack.hosts)}
    </span>
  ))
}

/** MiB of all its disks. */
const diskSize = (host: Host | undefined): number =>
  host?.disks?.reduce((sum, { sizeMiB }) => sum + sizeMiB, 0) ?? host?.diskMiB ?? 0

const zoomTo = (rack: string | undefined): void => {
  const { rack: _before, ...place } = whereAmI()
  goTo({ ...place, ...(rack !== undefined && { rack }) })
}

/** Who zooms by keys goes on where it led: what was pressed is gone, and the focus with it. */
const useFocusOnZoom = (rack: string | undefined) => {
  const bench = useRef<HTMLElement>(null)
  const before = useRef(rack)
  useEffect(() => {
    const left = before.current
    before.current = rack
    if (left === rack || document.activeElement !== document.body) return
    const all = [...(bench.current?.querySelectorAll<HTMLElement>('[data-zoom]') ?? [])]
    all.find(({ dataset }) => dataset['zoom'] === (rack === undefined ? left : 'out'))?.focus()
  }, [rack])
  return bench
}

// What hangs on the hosts alone is not drawn again for each mark that comes and goes.
type ManyHostsProps = { readonly layout: BenchLayout; readonly racks: readonly Rack[] }

const ManyHosts = memo(({ layout, racks }: ManyHostsProps) => {
  const chosen = usePlace().host
  const byName = useMemo(() => new Map(racks.map(({ name, hosts: ids }) => [name, ids])), [racks])
  return <HeatMap layout={layout} racks={byName} chosen={chosen} onZoom={zoomTo} />
})
ManyHosts.displayName = 'ManyHosts'

const Hosts = memo(({ layout }: { readonly layout: BenchLayout }) => {
  const { bench } = useStrings()
  const hosts = usePromptLab((lab) => lab.view.hosts)
  const document = useLab((lab) => lab.state.document)
  const chosen = usePlace().host
  const specs = useMemo(() => new Map(document.hosts.map((host) => [host.id, host])), [document])
  const onChoose = useCallback((host: string) => choose({ host }), [])
  return (
    <ul aria-label={bench.hosts}>
      {layout.hosts.map(({ id, box }) => {
        const host = hosts.get(id)
        return host === undefined ? null : (
          <li key={id}>
            <HostCard
              host={host}
              box={box}
              density={layout.density}
              chosen={chosen === id}
              sharesCable={layout.shared && specs.get(id)?.kind === 'simulated'}
              diskMiB={diskSize(specs.get(id))}
              onChoose={onChoose}
            />
          </li>
        )
      })}
    </ul>
  )
})
Hosts.displayName = 'Hosts'

const noFaults: readonly StandingFault[] = []

type ComponentsProps = { readonly layout: BenchLayout; readonly marks: MarkStore }

const Components = ({ layout, marks }: ComponentsProps) => {
  const { bench } = useStrings()
  const components = useComponents()
  const store = useLabStore()
  const standing = useStanding()
  const faults = useMemo(
    () => new Map(componentIds.map((id) => [id, faultsOn(standing, id)])),
    [standing],
  )
  const pending = useDesk((desk) => desk.busy)
  const busy = useAmong(marks, componentsOn)
  const chosen = usePlace().component
  const { pull, restore } = useActions()
  const onToggle = useCallback(
    (id: ComponentId) => {
      // As it is now, not as a lesson or an earlier moment shows it.
      const isOut = store.snapshot().lab?.head.components[id].plug === 'out'
      if (isOut) restore(id)
      else pull(id)
    },
    [store, pull, restore],
  )
  const onChoose = useCallback((component: ComponentId) => choose({ component }), [])
  return (
    <ul aria-label={bench.components}>
      {componentIds.map((id) => (
        <li key={id}>
          <ComponentUnit
            component={components[id]}
            box={layout.components[id]}
            port={layout.ports[id]}
            pulledBy={layout.pulledBy}
            chosen={chosen === id}
            pending={pending.has(`plug:${id}`)}
            busy={busy.has(id)}
            faults={faults.get(id) ?? noFaults}
            onToggle={onToggle}
            onChoose={onChoose}
          />
        </li>
      ))}
    </ul>
  )
}

const NoHosts = () => {
  const { bench, hosts } = useStrings()
  const readOnly = useReadOnly()
  return (
    <div className={styles.noHosts}>
      <h2>{bench.noHosts}</h2>
      {!readOnly && (
        <>
          <p>{bench.noHostsHow}</p>
          <Button onClick={() => goTo({ page: 'hosts', form: 'add' })}>{hosts.add.title}</Button>
        </>
      )}
    </div>
  )
}

/** The lab as a picture: hosts, switch, components with their plugs, and what moves between them. */
export const Bench = () => {
  const strings = useStrings()
  const { ref, size } = useSize()
  const racks = useRacks()
  const textScale = useTextScale()
  const layout = useMemo(
    () => layOutBench(racks.shown, { ...size, textScale }),
    [racks, size, textScale],
  )
  const zoomed = racks.shown !== racks.all
  const zoom = useFocusOnZoom(zoomed ? racks.shown[0]?.name : undefined)
  const shownBox = zoomed ? layout.racks[0]?.box : undefined
  const total = racks.all.reduce((sum, rack) => sum + rack.hosts.length, 0)
  const components = useComponents()
  const subnet = useLab((lab) => lab.state.document.network.subnet)
  const still = useReducedMotion()
  const marks = useMarkStore(layout.density === 'cell' ? 'together' : 'byHost')
  // Counts change with every frame of a storm, plugs do not: the ways of marks hang on these alone.
  const out = componentIds.filter((id) => components[id].plug === 'out').join(' ')
  const isOut = useMemo(() => {
    const names = new Set(out.split(' '))
    return (id: ComponentId) => names.has(id)
  }, [out])
  return (
    <section
      className={styles.bench}
      aria-label={strings.bench.title}
      ref={zoom}
      id="bench"
      data-pane
      tabIndex={-1}
    >
      <div
        ref={ref}
        className={styles.stage}
        data-density={layout.density}
        style={{ minWidth: smallestStage.width, minHeight: smallestStage.height }}
      >
        {size.width > 0 && (
          <>
            {layout.density === 'cell' ? (
              <>
                <Trunk layout={layout} marks={marks} />
                {!zoomed && (
                  <span className={styles.rackLabel} style={{ left: 24, top: 14 }}>
                    {strings.bench.many(racks.all.length, total)}
                  </span>
                )}
                <ManyHosts layout={layout} racks={racks.shown} />
              </>
            ) : (
              <>
                <Racks layout={layout} zoomed={zoomed} />
                <Hosts layout={layout} />
                <HostCables layout={layout} marks={marks} />
              </>
            )}
            {total === 0 && <NoHosts />}
            {shownBox !== undefined && (
              <Button
                className={styles.zoomOut}
                style={{ left: shownBox.x + shownBox.width }}
                data-zoom="out"
                size="s"
                glyph="search"
                onClick={() => zoomTo(undefined)}
              >
                {strings.bench.allRacks}
              </Button>
            )}
            <Switch layout={layout} subnet={subnet} components={components} />
            <AutoDeployGroup layout={layout} />
            <Components layout={layout} marks={marks} />
            {!still && <MarkLayer layout={layout} marks={marks} isOut={isOut} />}
            <LastMessage />
          </>
        )}
      </div>
    </section>
  )
}
