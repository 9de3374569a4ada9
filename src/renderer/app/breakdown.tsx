import { Component, type ReactNode } from 'react'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './app.module.css'

const Broken = ({ error }: { readonly error: Error }) => {
  const { breakdown } = useStrings()
  return (
    <main className={styles.waiting} role="alert">
      <h1>{breakdown.title}</h1>
      <p>{breakdown.text}</p>
      <p lang="en">{error.message}</p>
      <Button variant="primary" glyph="reboot" onClick={() => location.reload()}>
        {breakdown.reload}
      </Button>
    </main>
  )
}

type State = { readonly error?: Error }

/** Stands in for a screen that cannot be drawn: without it the window would be empty. */
export class Breakdown extends Component<{ readonly children: ReactNode }, State> {
  override state: State = {}

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error === undefined ? this.props.children : <Broken error={error} />
  }
}
