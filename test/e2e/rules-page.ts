import type { Locator, Page } from '@playwright/test'
import { expect } from './lab.ts'

/** The page of rules, as a person works it. */
export class Rules {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: 'Rules' }).click()
    await expect(this.page.getByRole('heading', { name: 'Rules', level: 1 })).toBeVisible()
  }

  /** Presses a button by its key, once it is there for it: while an edit is under way it does nothing. */
  async pressByKey(name: string): Promise<void> {
    const button = this.page.getByRole('button', { name, exact: true })
    await expect(button).toBeEnabled()
    await button.press('Enter')
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click()
  }

  get workingSet(): Locator {
    return this.page.getByRole('list', { name: 'Working set' })
  }

  /** What was begun and is no rule yet. */
  get begun(): Locator {
    return this.page.getByRole('list', { name: 'Begun, not made yet' })
  }

  row(name: string): Locator {
    return this.page.locator(`[data-rule="${name}"]`)
  }

  get text(): Locator {
    return this.page.getByRole('textbox', { name: 'PowerCLI', exact: true })
  }

  get count(): Locator {
    return this.page.getByTestId('match-count')
  }

  get matches(): Locator {
    return this.page.getByRole('region', { name: 'Hosts of the preview' }).getByRole('listitem')
  }

  item(type: string): Locator {
    return this.page.getByRole('combobox', { name: type })
  }

  async expectOrder(names: readonly string[]): Promise<void> {
    await expect
      .poll(() =>
        this.workingSet
          .locator('[data-rule]')
          .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-rule'))),
      )
      .toEqual(names)
  }

  async activate(): Promise<void> {
    await this.page.getByRole('button', { name: 'Review and activate…' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Activate the working set' })
    await dialog.getByRole('button', { name: 'Activate', exact: true }).click()
    await expect(dialog).toHaveCount(0)
    await this.expectInForce()
  }

  /** Of a set that is not, its words are "Not in force yet". */
  async expectInForce(): Promise<void> {
    await expect(this.page.getByTestId('standing')).toHaveText('The working set is in force.')
  }

  get console(): Locator {
    return this.page.getByRole('region', { name: 'PowerCLI console' })
  }

  async openConsole(): Promise<void> {
    await this.page.getByRole('button', { name: 'PowerCLI console' }).click()
    await expect(this.console.getByRole('textbox')).toBeFocused()
    await this.expectSaid('PowerCLI>')
  }

  /** What the console shows, without the marks of its rows. */
  async expectSaid(text: string): Promise<void> {
    await expect(this.console.locator('.xterm-rows')).toContainText(text)
  }

  async say(line: string): Promise<void> {
    await this.page.keyboard.type(line)
    await this.page.keyboard.press('Enter')
  }
}
