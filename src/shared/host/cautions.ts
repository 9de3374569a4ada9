import type { Caution, HostView } from './view.ts'

type Standing = Pick<HostView, 'state' | 'source' | 'connection' | 'bootedFromCache'>

const running = ({ source, connection, bootedFromCache }: Standing): readonly Caution[] => {
  if (source !== 'cache' && !bootedFromCache) return []
  return [
    ...(connection === 'connected' ? [] : [{ kind: 'reconnect' } as const]),
    { kind: 'notStateless' },
    { kind: 'rebootToClear' },
    { kind: 'changesWillBeLost' },
  ]
}

/** What an operator must know or do about a host that stands so. */
export const cautionsOf = (host: Standing): readonly Caution[] => {
  switch (host.state) {
    case 'running':
    case 'kernel':
      return running(host)
    case 'noImage':
      return [{ kind: 'noRule' }]
    case 'noBootDevice':
      return [{ kind: 'noBootDevice' }]
    case 'hung':
      return [{ kind: 'hung' }]
    default:
      return []
  }
}
