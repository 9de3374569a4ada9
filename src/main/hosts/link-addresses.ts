/** Hosts a link block holds in each of its third octets. */
const perOctet = 250

/**
 * The card's own address of the n-th simulated host (from 0) on the loopback lab: `127.66.128.1` and on.
 * It stands for the card where a host has no address yet, since loopback has no link layer.
 */
export const linkAddress = (server: string, n: number): string => {
  const [first, second] = server.split('.')
  return [first, second, 128 + Math.floor(n / perOctet), (n % perOctet) + 1].join('.')
}
