import { SegmentedControl, Switch } from '@mantine/core'
import { Suspense, type ReactNode } from 'react'
import { colorSchemes, useColorScheme } from '../theme/color-scheme.ts'
import { speeds } from '../client/time.ts'
import { goTo, usePlace } from '../place/route.ts'
import { useActions } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { ReportDialog } from '../diagnostics/index.ts'
import { preferenceChoices, setPreferences, usePreferences } from '../preferences/store.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import styles from './settings.module.css'

type SettingProps = { readonly label: string; readonly text: string; readonly children: ReactNode }

const Setting = ({ label, text, children }: SettingProps) => (
  <div className={styles.setting}>
    <div>
      <h3>{label}</h3>
      <p>{text}</p>
    </div>
    {children}
  </div>
)

type ChoiceProps<T extends string> = {
  readonly label: string
  readonly value: T
  readonly choices: readonly T[]
  readonly texts: Readonly<Record<T, string>>
  readonly onChoose: (value: T) => void
}

const Choice = <T extends string>({ label, value, choices, texts, onChoose }: ChoiceProps<T>) => (
  <SegmentedControl
    aria-label={label}
    value={value}
    data={choices.map((choice) => ({ value: choice, label: texts[choice] }))}
    onChange={(next) => {
      const found = choices.find((choice) => choice === next)
      if (found !== undefined) onChoose(found)
    }}
  />
)

const Theme = () => {
  const { header, settings } = useStrings()
  const { scheme, choose } = useColorScheme()
  return (
    <Choice
      label={settings.theme}
      value={scheme}
      choices={colorSchemes}
      texts={header.themes}
      onChoose={choose}
    />
  )
}

const Speed = () => {
  const { header, settings } = useStrings()
  const speed = useLab((lab) => lab.state.document.speed)
  const { edit } = useActions()
  return (
    <SegmentedControl
      aria-label={settings.speed}
      value={String(speed)}
      data={speeds.map((value) => ({ value: String(value), label: header.speed(value) }))}
      onChange={(next) => edit({ kind: 'setSpeed', speed: Number(next) })}
    />
  )
}

const Report = () => {
  const { report } = useStrings()
  const { form } = usePlace()
  return (
    <Setting label={report.title} text={report.text}>
      <Button onClick={() => goTo({ page: 'settings', form: 'report' })}>{report.open}</Button>
      <Suspense>
        {form === 'report' && <ReportDialog onClose={() => goTo({ page: 'settings' })} />}
      </Suspense>
    </Setting>
  )
}

/** Languages that people speak. */
const languages = ['system', 'en', 'de'] as const

/** What a person sets for this browser, and how fast the lab runs. */
export const SettingsPage = () => {
  const strings = useStrings()
  const { settings, shortcuts } = strings
  const preferences = usePreferences()
  return (
    <Page title={strings.pages.settings} lead={settings.lead}>
      <div className={styles.settings}>
        <h2>{settings.look}</h2>
        <Setting label={settings.theme} text={settings.themeText}>
          <Theme />
        </Setting>
        <Setting label={settings.contrast} text={settings.contrastText}>
          <Choice
            label={settings.contrast}
            value={preferences.contrast}
            choices={preferenceChoices.contrast}
            texts={settings.contrasts}
            onChoose={(contrast) => setPreferences({ contrast })}
          />
        </Setting>
        <Setting label={settings.textSize} text={settings.textSizeText}>
          <Choice
            label={settings.textSize}
            value={preferences.textSize}
            choices={preferenceChoices.textSize}
            texts={settings.textSizes}
            onChoose={(textSize) => setPreferences({ textSize })}
          />
        </Setting>
        <Setting label={settings.motion} text={settings.motionText}>
          <Choice
            label={settings.motion}
            value={preferences.motion}
            choices={preferenceChoices.motion}
            texts={settings.motions}
            onChoose={(motion) => setPreferences({ motion })}
          />
        </Setting>
        <Setting label={settings.language} text={settings.languageText}>
          <Choice
            label={settings.language}
            value={preferences.language === 'pseudo' ? 'en' : preferences.language}
            choices={languages}
            texts={settings.languages}
            onChoose={(language) => setPreferences({ language })}
          />
        </Setting>
        <h2>{settings.work}</h2>
        <Setting label={shortcuts.singleKeys} text={shortcuts.singleKeysText}>
          <Switch
            aria-label={shortcuts.singleKeys}
            checked={preferences.singleKeys === 'on'}
            onChange={(event) =>
              setPreferences({ singleKeys: event.currentTarget.checked ? 'on' : 'off' })
            }
          />
        </Setting>
        <Work>
          <Setting label={settings.speed} text={settings.speedText}>
            <Speed />
          </Setting>
          <Report />
        </Work>
      </div>
    </Page>
  )
}
