import { ipv4ToNumber, numberToIpv4, parseSubnet } from '../base/index.ts'
import type { LabDocument } from './schema.ts'

/**
 * The same lab on another network of the same size: every address keeps its place in the subnet.
 * Patterns of rules and answers of hosts that name addresses move along.
 */
export const rebase = (document: LabDocument, subnet: string): LabDocument => {
  const from = parseSubnet(document.network.subnet)
  const to = parseSubnet(subnet)
  const shift = ipv4ToNumber(to.network) - ipv4ToNumber(from.network)
  const moved = (address: string) => numberToIpv4((ipv4ToNumber(address) + shift) >>> 0)
  const inside = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g
  const { network } = document
  return {
    ...document,
    network: {
      ...network,
      subnet: `${to.network}/${to.prefixLength}`,
      server: moved(network.server),
      ...(network.router === undefined ? {} : { router: moved(network.router) }),
      pool: { first: moved(network.pool.first), last: moved(network.pool.last) },
    },
    rules: {
      ...document.rules,
      defined: document.rules.defined.map((rule) => ({
        ...rule,
        patterns: rule.patterns.map((pattern) => pattern.replace(inside, moved)),
      })),
    },
    ...(document.customizations && {
      customizations: document.customizations.map(({ host, answers }) => ({
        host,
        answers: {
          ...answers,
          ...(answers.address && { address: answers.address.replace(inside, moved) }),
          ...(answers.gateway && { gateway: answers.gateway.replace(inside, moved) }),
        },
      })),
    }),
    hosts: document.hosts.map((host) =>
      host.address === undefined ? host : { ...host, address: moved(host.address) },
    ),
  }
}
