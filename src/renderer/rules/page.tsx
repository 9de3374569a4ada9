import { lazy, Suspense, useEffect, useState } from 'react'
import { exportRules } from '../../shared/powercli/index.ts'
import { goTo, usePlace, type Place } from '../place/route.ts'
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
import { newRule, withDraft, withoutDraft, type Drafts, type Opened } from './opened.ts'
import styles from './page.module.css'
import { RuleSet } from './rule-set.tsx'
import { useLabDocument } from './use-rules.ts'

type Tab = 'set' | 'explain' | 'compliance' | 'discovered'

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

type Looked = {
  readonly tab: Tab
  readonly opened: Opened | undefined
  /** Rules with changes that are not saved, by the names under which they are kept; a new one has none. */
  readonly drafts: Drafts
  readonly console: boolean
  /** The host of the explanation. */
  readonly host: string | undefined
}

/** What this window last looked at here: it is there again after a look at another page. */
let left: Looked = {
  tab: 'set',
  opened: undefined,
  drafts: new Map(),
  console: false,
  host: undefined,
}

/** The address leads to a rule or to a host's explanation, from any mention of them, and back; commands open a form. */
const ledBy = ({ item, host, form }: Place, looked: Looked): Looked => {
  if (form === 'rule') return { ...looked, tab: 'set', opened: newRule(looked.drafts) }
  if (form === 'console') return { ...looked, console: true }
  if (form === 'review') return { ...looked, tab: 'set' }
  if (host !== undefined) return { ...looked, tab: 'explain', host }
  if (item === undefined) return looked
  return { ...looked, tab: 'set', opened: looked.drafts.get(item) ?? { editing: item } }
}

/** Rules: made, ordered, tried, put in force, explained and compared with what hosts have. */
export const RulesPage = () => {
  const strings = useStrings()
  const { rules } = strings
  const place = usePlace()
  const [from, setFrom] = useState(place)
  const [looked, setLooked] = useState(() => ledBy(place, left))
  if (from !== place) {
    setFrom(place)
    setLooked(ledBy(place, looked))
  }
  useEffect(() => {
    left = looked
  }, [looked])
  const look = (next: Partial<Looked>) => setLooked((before) => ({ ...before, ...next }))
  const address = (opened: Opened | undefined, replace: boolean) => {
    const name = opened?.editing
    goTo({ page: 'rules', ...(name !== undefined && { item: name }) }, replace)
  }
  /** What stands in the editor becomes this. */
  const replace = (opened: Opened | undefined) => {
    const over = looked.opened
    setLooked((before) => ({
      ...before,
      opened,
      drafts: withDraft(withoutDraft(before.drafts, over), opened),
    }))
    address(opened, opened?.draft !== undefined)
  }
  /** Another rule comes into the editor; changes of the one that is there wait for it. */
  const open = (asked: Opened) => {
    const { drafts } = looked
    const opened = asked.draft === undefined ? (drafts.get(asked.editing ?? '') ?? asked) : asked
    look({ tab: 'set', opened, drafts: withDraft(drafts, opened) })
    address(opened, false)
  }
  const explain = (of: string | undefined) => {
    look({ host: of, tab: 'explain' })
    goTo({ page: 'rules', ...(of !== undefined && { host: of }) })
  }
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
              panel: (
                <RuleSet
                  opened={looked.opened}
                  drafts={looked.drafts}
                  onOpen={open}
                  onReplace={replace}
                />
              ),
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
              panel: <DiscoveredHosts onRule={(draft) => open({ draft })} />,
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
