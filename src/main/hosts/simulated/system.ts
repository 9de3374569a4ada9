import { z } from 'zod'
import { neededNoMore } from '../../../shared/base/index.ts'
import {
  configurationOf,
  customizationState,
  type Configuration,
} from '../../../shared/deploy/index.ts'
import {
  heartbeatEvery,
  hostReportReply,
  type AgentState,
  type HostCertificate,
  type HostReport,
} from '../../../shared/protocol/index.ts'
import { startAgent } from './agent.ts'
import type { Severity } from '../../../shared/syslog/index.ts'
import type { AgentDuties, Bench, Program, RunningSystem, Seat } from './bench.ts'
import { storeImage, type Wish } from './cache-writer.ts'
import { certify } from './certificate.ts'
import { acquireLease, NoLease, renewLease } from './dhcp-client.ts'
import { holdLease, type LeaseEnd } from './hold-lease.ts'
import { downloadText } from './http/client.ts'
import { HttpFailure } from './http/failure.ts'
import { reach } from './http/reach.ts'
import { readPayloads, type Given } from './payloads.ts'
import { runScripts } from './scripts.ts'
import { sendLog } from './send-log.ts'
import { silence, timings } from './timings.ts'

const bootId = (random: () => number): string =>
  Array.from({ length: 4 }, () =>
    Math.floor(random() * 0x10000)
      .toString(16)
      .padStart(4, '0'),
  ).join('')

/** Writes into the log of the running system. */
const write = ({ ram, clock }: Bench, program: string, severity: Severity, text: string) =>
  ram.log.write({ at: clock.now(), program, severity, text })

/** After a stateful install the host restarts by itself, into its disk. */
const restartInto = async (bench: Bench): Promise<void> => {
  try {
    await bench.pause(timings.afterInstall)
    bench.restart('auto')
  } catch (error) {
    if (!bench.signal.aborted) throw error
  }
}

/** What the boot image, or the disk, has for the host beside the system. */
const givenOf = ({ image, hostProfile, answers }: RunningSystem['kernel']): Given =>
  image !== undefined
    ? readPayloads(image.payloads)
    : { ...(hostProfile && { hostProfile }), ...(answers && { answers }) }

/** What a profile sets while the answers it asks for are there; nothing otherwise. */
const configuredBy = ({ hostProfile, answers }: Wish): Configuration =>
  hostProfile === undefined || customizationState(hostProfile, answers).status !== 'valid'
    ? {}
    : configurationOf(hostProfile, answers)

/** Says what came of the host profile in the boot image. */
const tellConfigured = async (
  { report, spec }: Bench,
  { hostProfile, answers, problem }: Given,
): Promise<void> => {
  if (hostProfile === undefined && problem === undefined) return
  const { status, problems } = customizationState(hostProfile, answers)
  await report({
    type: 'esxi.configured',
    host: spec.id,
    hostProfile: hostProfile?.name ?? '',
    status: problem === undefined ? status : 'invalid',
    problems: problem === undefined ? [...problems] : [problem],
  })
}

const createSystem = (
  bench: Bench,
  kernel: RunningSystem['kernel'],
  certificate: HostCertificate | undefined,
  given: Given,
): RunningSystem => {
  // An installed system keeps its identity on its disk; a stateless one is new at every boot.
  const boot = kernel.identity ?? bootId(bench.random)
  const cached = kernel.source === 'cache'
  let hostProfile = kernel.hostProfile?.name ?? ''
  // A host that comes over the network waits in maintenance mode for its profile; one from a disk
  // carries the profile it was written with.
  let maintenance = kernel.source === 'network'
  let virtualMachines: readonly string[] = []
  const options = new Map(Object.entries(configuredBy(given)))
  const state = (): AgentState => ({
    host: bench.spec.id,
    boot,
    bootedFromStatelessCache: cached,
    imageProfile: kernel.imageProfile,
    digest: kernel.digest,
    hostProfile,
    maintenance,
    virtualMachines: [...virtualMachines],
    configuration: Object.fromEntries(options),
    ...(certificate && { certificate: certificate.certificate }),
  })
  const duties: AgentDuties = {
    state: () => {
      write(bench, 'vpxa', 'debug', 'vCenter asks for the state of this host.')
      return state()
    },
    applyProfile: async (asked) => {
      const stored = await storeImage(bench, kernel, asked)
      if (stored.kind === 'failed')
        write(bench, 'hostd', 'error', `The host profile was not applied: ${stored.message}`)
      else {
        hostProfile = asked.hostProfile?.name ?? ''
        for (const [name, value] of Object.entries(configuredBy(asked))) options.set(name, value)
        write(bench, 'hostd', 'info', `vCenter applied the host profile ${hostProfile}.`)
      }
      if (stored.kind === 'installed') void restartInto(bench)
      return stored
    },
    setMaintenance: (wanted) => {
      maintenance = wanted
      write(bench, 'hostd', 'info', `Maintenance mode ${wanted ? 'entered' : 'left'}.`)
    },
    setVirtualMachines: (wanted) => {
      virtualMachines = wanted
      write(bench, 'hostd', 'info', `Virtual machines: ${wanted.join(', ') || 'none'}.`)
    },
  }
  return { kernel, boot, duties, options, given, certificate, at: undefined }
}

/** Asks for an address; undefined when no server answers. */
const address = async (bench: Bench): Promise<string | undefined> => {
  try {
    bench.ram.lease = await acquireLease(bench, 'system', timings.systemDhcp)
    return bench.ram.lease.address
  } catch (error) {
    if (error instanceof NoLease) return undefined
    throw error
  }
}

/** The management address that the host profile gave it; the others have one by DHCP. */
const fixedAddress = ({ options }: RunningSystem): string | undefined =>
  options.get('managementAddress')

const listen = async (bench: Bench, system: RunningSystem): Promise<void> => {
  const address = fixedAddress(system) ?? bench.ram.lease?.address
  if (address === undefined) return
  const lasting = bench.lasting()
  const over = new AbortController()
  const signal = AbortSignal.any([lasting.signal, over.signal])
  const port = await startAgent({ ...lasting, signal }, address, system.duties)
  system.at = { address, port, leave: () => over.abort(neededNoMore) }
}

/** From the kernel's start to a working agent. */
export const kernel: Program = async (bench) => {
  const { ram, report, pause, clock } = bench
  // A kernel that iPXE handed over to is not ours to run.
  if (ram.kernel?.kind !== 'esxi') return
  const begun = clock.now()
  await pause(timings.kernelStart)
  delete ram.lease
  const given = givenOf(ram.kernel)
  const fixed = configuredBy(given)['managementAddress']
  const found = fixed ?? (await address(bench))
  const certificate = await certify(bench, ram.kernel)
  if (certificate === 'refused') {
    bench.restart('noCertificate')
    return
  }
  const system = createSystem(bench.lasting(), ram.kernel, certificate, given)
  ram.system = system
  sendLog(bench.lasting(), system)
  if (ram.kernel.source === 'network') await tellConfigured(bench, given)
  await listen(bench, system)
  await report({
    type: 'esxi.up',
    host: bench.spec.id,
    source: ram.kernel.source,
    address: found ?? '',
    took: clock.now() - begun,
  })
}

/** Asks for an address, and listens there once it has one. */
const settle = async (bench: Bench, system: RunningSystem): Promise<void> => {
  const found = await address(bench)
  if (found === undefined) return
  await listen(bench, system)
  await bench.report({ type: 'esxi.addressed', host: bench.spec.id, address: found })
}

/** What is no longer its own a host stops using at once (RFC 2131 section 4.4.5), and says so afterwards. */
const leave = async (bench: Bench, system: RunningSystem, cause: LeaseEnd): Promise<void> => {
  const lost = bench.ram.lease?.address
  system.at?.leave()
  system.at = undefined
  delete bench.ram.lease
  if (lost === undefined) return
  await bench.report({ type: 'esxi.addressLost', host: bench.spec.id, address: lost, cause })
}

/** Keeps the address: asks until there is one, renews it, and begins anew without it. */
const keepAddress = async (bench: Bench, system: RunningSystem): Promise<void> => {
  if (fixedAddress(system) !== undefined) return
  const { ram, clock, signal } = bench
  for (;;) {
    if (ram.lease === undefined) {
      await bench.pause(timings.systemDhcpAgain)
      await settle(bench, system)
      continue
    }
    const end = await holdLease(ram.lease, {
      clock,
      signal,
      renew: (lease) => renewLease(bench, lease, bench.patience(timings.systemDhcpAgain)),
      renewed: (lease) => {
        ram.lease = lease
      },
    })
    await leave(bench, system, end)
    await settle(bench, system)
  }
}

/** Heartbeats from one address, until it is left. */
const beatFrom = async (bench: Bench, system: RunningSystem, seat: Seat): Promise<void> => {
  const { uplink, surroundings, spec } = bench
  const heartbeat = new TextEncoder().encode(JSON.stringify({ host: spec.id, boot: system.boot }))
  const socket = await uplink.udp({
    address: seat.address,
    port: 0,
    onDatagram: () => undefined,
    onError: () => undefined,
  })
  const { server, ports } = surroundings
  try {
    while (system.at === seat) {
      socket.send(heartbeat, { address: server, port: ports.vcenter })
      await bench.clock.sleep(bench.patience(heartbeatEvery), bench.signal)
    }
  } finally {
    await socket.close()
  }
}

/** Tells vCenter that this boot of the host is alive, while it has an address. */
const beat = async (bench: Bench, system: RunningSystem): Promise<void> => {
  for (;;) {
    if (system.at === undefined)
      await bench.clock.sleep(bench.patience(heartbeatEvery), bench.signal)
    else await beatFrom(bench, system, system.at)
  }
}

const report = async (bench: Bench, system: RunningSystem, home: string): Promise<boolean> => {
  if (system.at === undefined) return false
  const { imageProfile, digest } = system.kernel
  const { address, port } = system.at
  const json: HostReport = { bootSource: 'network', address, agentPort: port, imageProfile, digest }
  try {
    const request = { url: `${home}report`, localAddress: address, method: 'POST' } as const
    const text = await reach(bench, silence.download, (signal) =>
      downloadText({ ...request, json, signal, silence: silence.report }),
    )
    return hostReportReply.parse(JSON.parse(text)).connected
  } catch (error) {
    bench.signal.throwIfAborted()
    const theirs = error instanceof HttpFailure || error instanceof SyntaxError
    if (theirs || error instanceof z.ZodError) return false
    throw error
  }
}

/**
 * A host that booted over the network calls Auto Deploy until it is connected, then runs its scripts; a
 * cached one does neither.
 */
const callHome = async (bench: Bench, system: RunningSystem): Promise<void> => {
  const home = system.kernel.waiterHome
  if (home === undefined) return
  while (!(await report(bench, system, home))) {
    write(bench, 'vpxa', 'warning', 'Auto Deploy did not bring this host to vCenter; asking again.')
    await bench.pause(timings.reportAgain)
  }
  write(bench, 'vpxa', 'info', 'Auto Deploy brought this host to vCenter.')
  const { scripts } = system.given
  if (scripts !== undefined) await runScripts(bench, scripts, system.options)
}

/** The running hypervisor, until its power is cut. */
export const system: Program = async (bench) => {
  const { system } = bench.ram
  if (system === undefined) return
  await Promise.all([keepAddress(bench, system), beat(bench, system), callHome(bench, system)])
}
