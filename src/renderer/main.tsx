import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod/v4/core'
import { App } from './app/app.tsx'
import { applyColorScheme } from './theme/color-scheme.ts'
import { store } from './lab.ts'
import { applyPreferences } from './preferences/store.ts'

// Parsers would try first whether they may make programs of texts, which the page's content policy refuses and reports.
config({ jitless: true })
applyColorScheme(document.documentElement)
applyPreferences(document.documentElement)

const draw = (): void => {
  const root = document.querySelector('#root')
  if (root === null) return
  createRoot(root).render(
    <StrictMode>
      <App store={store} />
    </StrictMode>,
  )
}

// Until the lab has answered, or is known to be away, the name stands that the page itself holds: one drawing, not two.
if (store.snapshot().link.kind === 'connecting') {
  const heard = store.subscribe(() => {
    heard()
    draw()
  })
} else draw()
