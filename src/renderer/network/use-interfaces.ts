import { useCallback, useEffect, useState } from 'react'
import type { InterfaceSight, NetworkRights } from '../../shared/contract/index.ts'
import { useLabStore, useLive } from '../client/react.tsx'

export type Interfaces = {
  readonly interfaces: readonly InterfaceSight[]
  readonly rights: NetworkRights
}

/** The interfaces of the computer the lab runs on; undefined until it has told. `look` asks again. */
export const useInterfaces = () => {
  const store = useLabStore()
  const live = useLive()
  const [seen, setSeen] = useState<Interfaces>()
  const look = useCallback(() => {
    store
      .client()
      .network.interfaces()
      // The banner of the link says why there is no answer.
      .then(setSeen, () => undefined)
  }, [store])
  useEffect(() => {
    if (live) look()
  }, [live, look])
  return { seen, look }
}
