import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * Findings of axe that would keep somebody out, each with its place and its remedy. `rules` asks only
 * for those: a page that was looked at whole in one theme differs by its colours in the other.
 */
export const seriousFindings = async (
  page: Page,
  rules?: readonly string[],
): Promise<readonly string[]> => {
  // A dialog that still fades in has not its colours yet. What turns without end is not waited for.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .filter((animation) => animation.effect?.getTiming().iterations !== Infinity)
      .every(({ playState }) => playState !== 'running'),
  )
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary ?? ''}`),
    )
}
