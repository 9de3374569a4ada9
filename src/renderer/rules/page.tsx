import { lazy, Suspense } from 'react'
import { exportRules } from '../../shared/powercli/index.ts'
import { Undo } from '../journal/undo.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { saveFile } from '../client/save-file.ts'
import { Tabs } from '../ui/tabs.tsx'
import { Compliance } from './compliance.tsx'
import { DiscoveredHosts } from './discovered.tsx'
import { Explain } from './explain.tsx'
import { explain, look, open, openNew, useLooked } from './looked.ts'
import styles from './page.module.css'
import { RuleSet } from './rule-set.tsx'
import { useLabDocument } from './use-rules.ts'

/** The terminal is fetched when it is first opened. */
const Terminal = lazy(async () => ({
  default: (await import('./console/drawer.tsx')).ConsoleDrawer,
}))

type ActionsProps = { readonly console: boolean; readonly onConsole: () => void }

const PageActions = ({ console, onConsole }: ActionsProps) => {
  const { rules } = useStrings()
  const document = useLabDocument()
  return (
    <>
      <Undo />
      <Button
        size="s"
        variant="quiet"
        onClick={() => saveFile('rules.ps1', exportRules(document), 'text/plain')}
      >
        {rules.exportScript}
      </Button>
      <Work>
        <Button size="s" glyph="keyboard" aria-expanded={console} onClick={onConsole}>
          {rules.console}
        </Button>
      </Work>
    </>
  )
}

/** Rules: made, ordered, tried, put in force, explained and compared with what hosts have. */
export const RulesPage = () => {
  const strings = useStrings()
  const { rules } = strings
  const looked = useLooked()
  return (
    <Page
      title={strings.pages.rules}
      lead={rules.lead}
      actions={
        <PageActions
          console={looked.console}
          onConsole={() => look({ console: !looked.console })}
        />
      }
    >
      <div className={styles.body}>
        <Tabs
          label={rules.tabs.label}
          chosen={looked.tab}
          onChoose={(tab) => look({ tab })}
          tabs={[
            {
              id: 'set',
              name: rules.tabs.set,
              panel: <RuleSet editing={looked} />,
            },
            {
              id: 'explain',
              name: rules.tabs.explain,
              panel: (
                <Explain
                  host={looked.host}
                  onHost={explain}
                  onRule={(editing) => open({ editing })}
                />
              ),
            },
            {
              id: 'compliance',
              name: rules.tabs.compliance,
              panel: <Compliance onExplain={explain} />,
            },
            {
              id: 'discovered',
              name: rules.tabs.discovered,
              panel: <DiscoveredHosts onRule={openNew} />,
            },
          ]}
        />
        {looked.console && (
          <Suspense fallback={<output className={styles.opening}>{rules.terminal.opening}</output>}>
            <Terminal onClose={() => look({ console: false })} />
          </Suspense>
        )}
      </div>
    </Page>
  )
}
