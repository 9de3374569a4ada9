import { Menu, Tooltip } from '@mantine/core'
import { useMemo } from 'react'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLab, useLabStore, useReadOnly, useSeat } from '../client/react.tsx'
import { createTimeControls } from '../client/time.ts'
import { isHolding } from '../faults/standing.ts'
import { useStandingNow } from '../faults/standing-provider.tsx'
import { isOn } from '../host/status.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph, type GlyphName } from '../ui/glyph.tsx'
import { Keys } from '../ui/keys.tsx'
import { Pill } from '../ui/pill.tsx'
import { colorSchemes, useColorScheme } from '../theme/color-scheme.ts'
import { speeds } from '../client/time.ts'
import styles from './header.module.css'
import { Class, Level } from './level.tsx'
import { useLessons } from '../lessons/lessons.ts'
import { RestoreAll } from './restore-all.tsx'

const Brand = () => {
  const { app } = useStrings()
  return (
    <span className={styles.brand}>
      <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 15a8 8 0 0 1 16 0zM2 18h20M12 7V4" />
      </svg>
      <b>{app.name}</b>
    </span>
  )
}

/** The picture is of an earlier moment: said on every page, as all of them show it. */
const Moment = () => {
  const { status } = useStrings()
  const { timeOfDay } = useFormat()
  const at = useLab((lab) => (lab.heldAt === undefined ? undefined : lab.view.at))
  return at === undefined ? null : (
    <Pill shape="round" tone="net" glyph="pause">
      {status.held(timeOfDay(at))}
    </Pill>
  )
}

const LessonMenu = () => {
  const { header, lessonText } = useStrings()
  const lessons = useLessons()
  const running = useLab((lab) => lab.view.lesson)
  const { startLesson, stopLesson } = useActions()
  return (
    <Menu position="bottom">
      <Menu.Target>
        <Button className={styles.lesson} glyph="lesson" aria-label={header.lesson}>
          <span className={styles.lessonName}>
            {running === undefined ? header.noLesson : lessonText(running.title)}
          </span>
          <Glyph name="down" size={12} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.lessons}>
        {lessons.length === 0 && <Menu.Item disabled>{header.noLessons}</Menu.Item>}
        {lessons.map(({ id, title, goal }) => (
          <Menu.Item key={id} onClick={() => startLesson(id)}>
            <span className={styles.lessonTitle}>{title}</span>
            <span className={styles.lessonGoal}>{goal}</span>
          </Menu.Item>
        ))}
        {running !== undefined && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={stopLesson}>{header.stopLesson}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

const RackPower = () => {
  const { header } = useStrings()
  const { powerOn, powerOff } = useActions()
  const document = useLab((lab) => lab.state.document)
  const racks = document.racks.length
  const hosts = document.hosts.filter(({ kind }) => kind === 'simulated').map(({ id }) => id)
  const anyOff = useLab((lab) =>
    hosts.some((id) => {
      const host = lab.head.hosts.get(id)
      return host === undefined || !isOn(host)
    }),
  )
  const busy = useDesk((desk) => [...desk.busy].some((key) => key.startsWith('power:')))
  if (hosts.length === 0) return null
  return (
    <Button
      variant={anyOff ? 'primary' : 'plain'}
      glyph="off"
      busy={busy}
      onClick={() => (anyOff ? powerOn(hosts) : powerOff(hosts))}
    >
      {anyOff ? header.powerOnRacks(racks) : header.powerOffRacks(racks)}
    </Button>
  )
}

const TimeButtons = () => {
  const { header, faults } = useStrings()
  const { holdAll, stepFault } = useActions()
  const seat = useSeat()
  const holding = isHolding(useStandingNow()) && seat === 'operator'
  const busy = useDesk((desk) => desk.busy.has('fault'))
  const store = useLabStore()
  const time = useMemo(() => createTimeControls(store), [store])
  const held = useLab((lab) => lab.heldAt !== undefined)
  // Of a picture that is held the next message is shown; of the lab, let go on.
  const letsGo = holding && !held
  return (
    <>
      {seat !== 'recording' && (
        <Tooltip label={held ? header.resumeTip : header.pauseTip}>
          <Button
            className={styles.time}
            glyph={held ? 'play' : 'pause'}
            aria-pressed={held}
            onClick={time.toggle}
          >
            {held ? header.resume : header.pause}
          </Button>
        </Tooltip>
      )}
      {seat === 'operator' && (
        <Tooltip label={faults.holdTip}>
          <Button
            className={styles.time}
            glyph="hold"
            aria-pressed={holding}
            busy={busy}
            aria-label={holding ? faults.release : faults.hold}
            onClick={() => holdAll(!holding)}
          >
            {holding ? faults.holdingNow : faults.holdShort}
          </Button>
        </Tooltip>
      )}
      <Tooltip label={letsGo ? faults.holdTip : header.stepTip}>
        <Button
          className={styles.time}
          glyph="step"
          busy={busy}
          onClick={() => (letsGo ? stepFault() : time.step(1))}
        >
          {header.step}
        </Button>
      </Tooltip>
    </>
  )
}

const SpeedMenu = () => {
  const { header } = useStrings()
  const speed = useLab((lab) => lab.state.document.speed)
  const { edit } = useActions()
  return (
    <Menu>
      <Menu.Target>
        <Button className={styles.speed} aria-label={header.speedLabel(speed)}>
          {header.speed(speed)}
          <Glyph name="down" size={12} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={String(speed)}
          onChange={(choice) => edit({ kind: 'setSpeed', speed: Number(choice) })}
        >
          {speeds.map((choice) => (
            <Menu.RadioItem key={choice} value={String(choice)} closeMenuOnClick>
              {header.speed(choice)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

const schemeGlyphs: Readonly<Record<(typeof colorSchemes)[number], GlyphName>> = {
  auto: 'screen',
  light: 'sun',
  dark: 'moon',
}

const ThemeMenu = () => {
  const { header } = useStrings()
  const { scheme, choose: chooseScheme } = useColorScheme()
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="quiet"
          className={styles.theme}
          glyph={schemeGlyphs[scheme]}
          aria-label={header.theme}
        />
      </Menu.Target>
      <Menu.Dropdown>
        {colorSchemes.map((choice) => (
          <Menu.RadioItem
            key={choice}
            value={choice}
            checked={choice === scheme}
            closeMenuOnClick
            rightSection={<Glyph name={schemeGlyphs[choice]} />}
            onChange={() => chooseScheme(choice)}
          >
            {header.themes[choice]}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Brand, level, lesson, power, time and commands. Of a recording: what can be looked at. */
export const Header = ({ onPalette }: { readonly onPalette: () => void }) => {
  const { app, header, keys } = useStrings()
  const readOnly = useReadOnly()
  return (
    <header className={styles.header} aria-label={app.header} data-pane tabIndex={-1}>
      <Brand />
      <Level />
      <Class />
      <Moment />
      {!readOnly && (
        <>
          <RestoreAll />
          <span className={styles.middle}>
            <LessonMenu />
          </span>
        </>
      )}
      <span className={styles.controls}>
        {!readOnly && <RackPower />}
        <TimeButtons />
        {!readOnly && <SpeedMenu />}
        <ThemeMenu />
        <Button variant="quiet" className={styles.commands} onClick={onPalette}>
          <span className={styles.word}>{header.commands}</span> <Keys>{keys.commands}</Keys>
        </Button>
      </span>
    </header>
  )
}
