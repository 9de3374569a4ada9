import { Component, Suspense, useState, type ReactNode } from 'react'
import { ReportDialog } from '../diagnostics/index.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './app.module.css'

const Broken = ({ error }: { readonly error: Error }) => {
  const { breakdown, report } = useStrings()
  const [reporting, setReporting] = useState(false)
  return (
    <main className={styles.waiting} role="alert">
      <h1>{breakdown.title}</h1>
      <p>{breakdown.text}</p>
      <p lang="en">{error.message}</p>
      <Button variant="primary" glyph="reboot" onClick={() => location.reload()}>
        {breakdown.reload}
      </Button>
      <Button onClick={() => setReporting(true)}>{report.open}</Button>
      <Suspense>
        {reporting && <ReportDialog broken={error} onClose={() => setReporting(false)} />}
      </Suspense>
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
