import { Tabs as MantineTabs } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './tabs.module.css'

export type Tab<Id extends string> = {
  readonly id: Id
  readonly name: string
  /** Mounted while its tab is chosen. */
  readonly panel: ReactNode
}

export type TabsProps<Id extends string> = {
  /** What the tabs are parts of, for those who do not see them. */
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  /** With `onChoose`: the one that is shown. Without, the first is, until another is chosen here. */
  readonly chosen?: Id
  readonly onChoose?: (id: Id) => void
  /** A page's own parts; a bar above a panel; parts of a card in the inspector. */
  readonly size?: 'page' | 'bar' | 'card'
  /** Tools at the end of the row of tabs. */
  readonly tools?: ReactNode
}

/** Views of which one is shown at a time. */
export const Tabs = <Id extends string>({
  label,
  tabs,
  chosen,
  onChoose,
  size = 'page',
  tools,
}: TabsProps<Id>) => {
  const choose = (value: string | null): void => {
    const tab = tabs.find(({ id }) => id === value)
    if (tab !== undefined) onChoose?.(tab.id)
  }
  return (
    <MantineTabs
      className={styles.tabs}
      data-size={size}
      keepMounted={false}
      defaultValue={tabs[0]?.id ?? null}
      {...(chosen !== undefined && { value: chosen })}
      onChange={choose}
      classNames={{ list: styles.list, tab: styles.tab, panel: styles.panel }}
    >
      <div className={styles.bar}>
        <MantineTabs.List aria-label={label}>
          {tabs.map(({ id, name }) => (
            <MantineTabs.Tab key={id} value={id}>
              {name}
            </MantineTabs.Tab>
          ))}
        </MantineTabs.List>
        {tools}
      </div>
      {tabs.map(({ id, panel }) => (
        <MantineTabs.Panel key={id} value={id}>
          {panel}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  )
}
