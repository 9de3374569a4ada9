import { isIpv4 } from '../base/index.ts'

/** Where a host sends its log: one of what `Syslog.global.logHost` names. */
export type LogHost = {
  readonly protocol: 'udp' | 'tcp' | 'ssl'
  readonly address: string
  readonly port: number
}

/** Targets a host serves at the most; what is named after them is left out. */
const mostLogHosts = 5

const usualPort = { udp: 514, tcp: 514, ssl: 1514 } as const

const logHost = (text: string): readonly LogHost[] => {
  const [, protocol, address = '', port] =
    /^(?:(udp|tcp|ssl):\/\/)?([^:/?\s]+)(?::(\d{1,5}))?(?:[/?]\S*)?$/i.exec(text.trim()) ?? []
  const by = ({ tcp: 'tcp', ssl: 'ssl' } as const)[protocol?.toLowerCase() ?? ''] ?? 'udp'
  const at = port === undefined ? usualPort[by] : Number(port)
  return isIpv4(address) && at > 0 && at < 65_536 ? [{ protocol: by, address, port: at }] : []
}

/** The targets that the option names, by address: simulated hosts have no resolver. What cannot be read is left out. */
export const logHosts = (option: string): readonly LogHost[] =>
  option.split(',').flatMap(logHost).slice(0, mostLogHosts)
