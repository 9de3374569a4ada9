import { isConnected } from './met.ts'
import type { Caution, HostView } from './view.ts'

const running = (host: HostView): readonly Caution[] => {
  if (host.source !== 'cache' && !host.bootedFromCache) return []
  return [
    ...(isConnected(host) ? [] : [{ kind: 'reconnect' } as const]),
    { kind: 'notStateless' },
    { kind: 'rebootToClear' },
    { kind: 'changesWillBeLost' },
  ]
}

const ofNoImage = {
  noMatchingRule: 'noRule',
  noImageAssociated: 'noImageAssociated',
  imageMissing: 'imageMissing',
} as const

/** What an operator must know or do about a host that stands so. */
export const cautionsOf = (host: HostView): readonly Caution[] => {
  switch (host.state) {
    case 'running':
    case 'kernel':
      return running(host)
    case 'noImage':
      return [{ kind: ofNoImage[host.noImage ?? 'noMatchingRule'] }]
    case 'noBootDevice':
      return [{ kind: 'noBootDevice' }]
    case 'hung':
      return [{ kind: host.fallback === undefined ? 'hung' : 'presumedHung' }]
    default:
      return []
  }
}
