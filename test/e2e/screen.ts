import { expect, type Locator, type Page } from '@playwright/test'

/** The screen as a person works it: tests read as sessions. */
export class Screen {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url)
    const [rail, track] = [this.page.getByRole('navigation'), this.page.getByRole('slider')]
    for (const part of [this.bench, rail, this.inspector, track]) await expect(part).toBeVisible()
    for (const name of ['DHCP', 'TFTP', 'Rules engine', 'Waiter', 'vCenter']) {
      await this.expectPlug(name, 'plugged in')
    }
  }

  /** Goes to a place of the app by its address, as a link in a message would. */
  async goTo(place: string): Promise<void> {
    await this.page.evaluate((hash) => {
      location.hash = hash
    }, `#/${place}`)
    const [page = ''] = place.split('?')
    const link = this.page.getByRole('navigation').locator(`a[href^="#/${page}"]`)
    await expect(link).toHaveAttribute('aria-current', 'page')
  }

  /** Opens a page by its link in the rail. */
  async openPage(name: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name }).click()
    await this.expectPage(name)
  }

  async expectPage(name: string): Promise<void> {
    const link = this.page.getByRole('navigation').getByRole('link', { name })
    await expect(link).toHaveAttribute('aria-current', 'page')
    const content =
      name === 'Bench' ? this.bench : this.page.getByRole('heading', { name, level: 1 })
    await expect(content).toBeVisible()
  }

  /** Presses Tab until `goal` has the focus, as somebody without a mouse does. */
  async tabTo(goal: Locator, atMost = 60): Promise<void> {
    await expect(goal).toBeVisible()
    for (let stop = 0; stop < atMost; stop++) {
      if (await goal.evaluate((element) => element === document.activeElement)) return
      await this.page.keyboard.press('Tab')
    }
    await expect(goal).toBeFocused()
  }

  get bench(): Locator {
    return this.page.getByRole('region', { name: 'Bench' })
  }

  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' })
  }

  get ladder(): Locator {
    return this.page.getByRole('listbox', { name: 'Messages, oldest first' })
  }

  /** A host's card. */
  host(id: string): Locator {
    return this.bench.locator(`[data-host="${id}"]`)
  }

  /** A component's card. */
  component(name: string): Locator {
    return this.bench.getByRole('list', { name: 'Components' }).getByRole('button', {
      name: new RegExp(`^${name}`),
    })
  }

  /** A component's plug, whichever way it stands. */
  plug(name: string): Locator {
    return this.bench.getByRole('button', {
      name: new RegExp(
        `^(Unplug ${name}|Plug ${name} back in|Unplugging ${name}|Plugging ${name})`,
      ),
    })
  }

  async powerOnRack(): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'Power on rack' }).click()
  }

  /** Powers the rack on and waits until all hosts are where a healthy rack ends. */
  async bootRack(ids: readonly string[] = ['esx-01', 'esx-02', 'esx-03', 'esx-04']): Promise<void> {
    await this.powerOnRack()
    for (const id of ids) {
      await this.expectHost(id, 'stateless · connected')
      // Its copy comes a moment later: an outage before that would be another story.
      await expect(this.host(id).getByTitle('image cached on disk')).toHaveCount(1)
    }
  }

  /** Reboots a host that is up, and waits until it is so again. */
  async rebootHost(id: string): Promise<void> {
    await this.choose(id)
    await this.press('Reboot')
    await expect(this.host(id)).not.toContainText('stateless · connected')
    await this.expectHost(id, 'stateless · connected')
  }

  async choose(id: string): Promise<void> {
    await this.host(id).click()
    await expect(this.inspector.getByRole('heading', { name: new RegExp(id) })).toBeVisible()
  }

  /** Presses a button of the inspector. */
  async press(name: string): Promise<void> {
    await this.inspector.getByRole('button', { name, exact: true }).first().click()
  }

  /** Runs the first command that the palette finds for these words. */
  async command(words: string): Promise<void> {
    const { keyboard } = this.page
    await keyboard.press('Control+k')
    const search = this.page.getByPlaceholder('Find a command or a host…')
    await expect(search).toBeFocused()
    await keyboard.type(words)
    await keyboard.press('Enter')
    await expect(search).toHaveCount(0)
  }

  async expectHost(id: string, text: string): Promise<void> {
    await expect(this.host(id)).toContainText(text, { timeout: 60_000 })
  }

  async expectPlug(name: string, state: string): Promise<void> {
    await expect(this.component(name)).toContainText(state)
  }

  /** Shows only these messages on the ladder: what happens in a burst scrolls others out of it. */
  async showMessages(which: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Messages shown' }).selectOption({ label: which })
  }

  /** Takes the card away that tells how far a pull reaches: it lies over the bench for some seconds. */
  async dismissReach(): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: 'Dismiss' }).click()
  }

  /** Rows of the ladder of one type of fact. */
  messages(type: string): Locator {
    return this.ladder.locator(`[data-type="${type}"]`)
  }

  /** Drags the plug of a component by this many px to the right. */
  async drag(name: string, by: number): Promise<void> {
    await this.dragFrom(this.plug(name), by)
  }

  /** Drags what is seen there by this many px to the right, once it rests. */
  async dragFrom(what: Locator, by: number): Promise<void> {
    await what.hover()
    const box = await what.boundingBox()
    if (box === null) throw new Error('There is nothing to be dragged.')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await this.page.mouse.move(x, y)
    await this.page.mouse.down()
    await this.page.mouse.move(x + by / 2, y, { steps: 4 })
    await this.page.mouse.move(x + by, y, { steps: 4 })
    await this.page.mouse.up()
  }
}
