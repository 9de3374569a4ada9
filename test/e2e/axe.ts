import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** One look of axe, at a page that stands still. */
const look = async (page: Page, rules?: readonly string[]): Promise<readonly string[]> => {
  // A dialog that still fades in has not its colours yet. What turns without end is not waited for.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .filter((animation) => animation.effect?.getTiming().iterations !== Infinity)
      .every(({ playState }) => playState !== 'running'),
  )
  // Only violations are read; to describe what is right, too, takes axe most of its time. Our pages have no
  // frames: axe need not open another page to join what it found in each.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary ?? ''}`),
    )
}

/**
 * Findings of axe that would keep somebody out, each with its place and its remedy. `rules` asks only
 * for those: a page that was looked at whole in one theme differs by its colours in the other. A tip that
 * begins to fade while axe looks has half its colours: what counts is found again.
 */
export const seriousFindings = async (
  page: Page,
  rules?: readonly string[],
): Promise<readonly string[]> => ((await look(page, rules)).length === 0 ? [] : look(page, rules))

/** Rules whose answer depends on the colours of a theme; those of all others do not. */
export const colourRules = ['color-contrast', 'link-in-text-block']

/** Puts the page into a theme, and waits until its script has followed: axe must not see half of each. */
export const showIn = async (page: Page, colorScheme: 'dark' | 'light'): Promise<void> => {
  await page.emulateMedia({ colorScheme })
  await page.locator(`:root[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
}

/** Findings in the dark theme, and in the light one what may differ there. Ends in the dark one. */
export const findingsInBothThemes = async (page: Page): Promise<readonly string[]> => {
  await showIn(page, 'dark')
  const dark = await seriousFindings(page)
  await showIn(page, 'light')
  const light = await seriousFindings(page, colourRules)
  await showIn(page, 'dark')
  return [...dark, ...light.map((finding) => `in the light theme: ${finding}`)]
}
