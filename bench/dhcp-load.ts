/** Kea's load generator, perfdhcp: relayed four-way exchanges at a rate, and what it says of them. */
import { words, type Machine } from '../test/interop/support/cables.ts'
import { plan } from './dhcp-peers.ts'

/**
 * µs that what is under way when the sending ends is waited for. Without it an exchange begun a moment before counts as
 * lost; with more a line of waiting packets would count as served.
 */
const grace = 100_000

/** Where it sends from, as a relay agent. */
export const generatorAddress = '10.90.255.1'

export type Load = {
  readonly clients: number
  readonly rate: number
  readonly seconds: number
  /** Lists the wait of each packet. */
  readonly each?: boolean
}

/** One run of the generator. */
export type Trial = {
  /** Completed exchanges a second. */
  readonly rate: number
  readonly lost: number
  /** Completed exchanges. */
  readonly done: number
  /** ms from DISCOVER to OFFER, on average. */
  readonly delay: number
  /** ms within which 99 of a hundred OFFERs came; only where it was asked for. */
  readonly p99: number
}

const numbers = (text: string, label: string) =>
  [...text.matchAll(new RegExp(`${label}: ([\\d.]+)`, 'g'))].map(([, value]) => Number(value))

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** The wait for each OFFER in ms, shortest first, as the generator lists them when it is asked to. */
const waits = (output: string): readonly number[] => {
  const [, offers = ''] = output.split('Timestamps for packets: DISCOVER-OFFER')
  const [listed = ''] = offers.split('***Timestamps')
  return [...listed.matchAll(/sent \/ received: ([\d.]+) \/ ([\d.]+)/g)]
    .map(([, sent, received]) => (Number(received) - Number(sent)) * 1000)
    .toSorted((one, other) => one - other)
}

/** Runs the generator once against the server of the plan. */
export const drive = async (
  machine: Machine,
  { clients, rate, seconds, each = false }: Load,
): Promise<Trial> => {
  const { output } = await machine.run(
    'perfdhcp',
    words(
      `-4 -l ${generatorAddress} -r ${String(rate)} -R ${String(clients)} -p ${String(seconds)} -W ${String(grace)}${each ? ' -x t' : ''} ${plan.server}`,
    ),
    seconds + 30,
  )
  const sent = sum(numbers(output, 'sent packets'))
  const done = numbers(output, 'received packets').at(-1) ?? 0
  const offers = waits(output)
  return {
    rate: done / seconds,
    lost: sum(numbers(output, 'drops')) / Math.max(1, sent),
    done,
    delay: numbers(output, 'avg delay')[0] ?? Number.NaN,
    p99: offers[Math.ceil(offers.length * 0.99) - 1] ?? Number.NaN,
  }
}
