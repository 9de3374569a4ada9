import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { proxyServer } from '../../shared/document/index.ts'
import { useActions } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './network.module.css'

/** The caching proxies that hosts are told of, in their order. */
export const Proxies = () => {
  const { deploy } = useStrings()
  const { edit } = useActions()
  const proxies = useLab((lab) => lab.state.document.proxies) ?? []
  const [typed, setTyped] = useState('')
  const address = typed.trim().replace(/\/+$/, '')
  const isAddress = proxyServer.shape.address.safeParse(address).success
  const move = (id: number, to: number) => edit({ kind: 'moveProxy', id, to })
  return (
    <section className={styles.card}>
      <h2>{deploy.proxies}</h2>
      <p>{deploy.proxiesHow}</p>
      {proxies.length === 0 && <p>{deploy.noProxies}</p>}
      <ol className={styles.proxies}>
        {proxies.map(({ id, address: each }, index) => (
          <li key={id}>
            <code>{each}</code>
            <Work>
              <Button
                size="s"
                variant="quiet"
                aria-label={deploy.up(each)}
                disabled={index === 0}
                onClick={() => move(id, index - 1)}
              >
                ↑
              </Button>
              <Button
                size="s"
                variant="quiet"
                aria-label={deploy.down(each)}
                disabled={index === proxies.length - 1}
                onClick={() => move(id, index + 1)}
              >
                ↓
              </Button>
              <Button
                size="s"
                variant="quiet"
                aria-label={deploy.removeProxy(each)}
                onClick={() => edit({ kind: 'removeProxy', id })}
              >
                {deploy.remove}
              </Button>
            </Work>
          </li>
        ))}
      </ol>
      <Work>
        <TextInput
          label={deploy.proxyAddress}
          placeholder="http://10.0.0.9:5100"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          disabled={!isAddress}
          onClick={() => {
            edit({ kind: 'addProxy', address })
            setTyped('')
          }}
        >
          {deploy.add}
        </Button>
      </Work>
      <pre>
        npm start -- proxy-config nginx --listen 10.0.0.9:5100 --server http://10.0.0.1:6501
      </pre>
    </section>
  )
}
