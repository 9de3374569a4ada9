import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createImageStore } from '../../src/main/images/index.ts'
import { base, driver, putDepot, tools } from '../images/lab-depot.ts'
import { seriousFindings } from './axe.ts'
import { expect, test, testAtRest } from './lab.ts'
import { RunningLab } from './running-lab.ts'
import { Screen } from './screen.ts'

const standard = 'ACME-8.0-standard'

test('an image is made from a depot, worked on, compared, set back, and its store checked', async ({
  page,
}, info) => {
  await using lab = await RunningLab.start({
    subnet: `127.${150 + info.parallelIndex}.0.0/16`,
    prepare: async (folder) => {
      const store = createImageStore({ dir: join(folder, 'images') })
      const newer = { ...driver, version: '1.10-1' }
      await putDepot(store, 'acme', [base, driver, tools, newer], 3)
    },
  })
  const view = new Screen(page)
  await view.open(lab.url)
  await view.openPage('Images')
  const tab = (name: string) => page.getByRole('tab', { name, exact: true })

  await tab('Depots').click()
  const depot = page.getByRole('region', { name: 'acme' })
  await expect(depot).toContainText('4 packages, from acme.zip')
  expect(await seriousFindings(page)).toEqual([])
  await depot.getByRole('button', { name: `Make an image of ${standard} from acme` }).click()

  await tab('Packages').click()
  const packages = page.getByRole('table', { name: `Packages of ${standard}` })
  await expect(packages.getByRole('row')).toHaveCount(4)
  await packages.getByRole('button', { name: 'Remove esx-base' }).click()
  await expect(page.getByText('needs esx-base')).toBeVisible()
  await packages.getByRole('button', { name: 'Remove tools-light' }).click()
  await expect(packages.getByRole('row')).toHaveCount(3)
  await page.getByRole('combobox', { name: 'A package of a depot' }).click()
  await page.getByRole('option', { name: 'net-e1000e 1.10-1' }).click()
  await page.getByRole('button', { name: 'Add package' }).click()
  await expect(packages).toContainText('1.10-1')
  expect(await seriousFindings(page)).toEqual([])

  await tab('Compare').click()
  await page.getByRole('combobox', { name: 'Compare with' }).click()
  await page.getByRole('option', { name: `${standard} in acme` }).click()
  await expect(page.getByRole('region', { name: 'Only there' })).toContainText('tools-light')
  await expect(page.getByRole('region', { name: 'Different' })).toContainText('older there')

  await tab('Versions').click()
  const versions = page.getByRole('list', { name: 'Versions of the image' })
  await expect(versions.getByRole('button', { name: /^Restore version/ })).toHaveCount(2)
  await versions
    .getByRole('button', { name: /^Restore version/ })
    .last()
    .click()
  await expect(versions).toContainText(`Set ${standard} back to version`)
  await tab('Packages').click()
  await expect(packages.getByRole('row')).toHaveCount(4)
  // An undo comes after the step it takes back, however long that step is.
  await packages.getByRole('button', { name: 'Remove tools-light' }).evaluate((button) => {
    button.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }))
  })
  await view.openPage('Journal')
  await expect(page.getByRole('button', { name: 'Redo' })).toBeEnabled()
  await view.openPage('Images')

  await tab('Store').click()
  await expect(page.getByTestId('store-report')).toContainText('1 depot')
  await page.getByRole('button', { name: 'Check all files' }).click()
  await expect(page.getByText(/files checked, all are sound/)).toBeVisible()
  await tab('Boot loaders').click()
  await expect(page.getByRole('table', { name: 'Boot loaders' })).toContainText('ipxe')
  expect(await seriousFindings(page)).toEqual([])
})

testAtRest(
  'what is dropped and is no image is refused by its name, in words that are true of it',
  async ({ view }, info) => {
    const { page } = view
    const [notes, empty] = [info.outputPath('notes.txt'), info.outputPath('empty')]
    await mkdir(empty, { recursive: true })
    await writeFile(notes, 'hello')
    // Files that a script puts into a drop are no entries of a disk: only the browser itself can drop those.
    const browser = await page.context().newCDPSession(page)
    const drop = async (...files: readonly string[]) => {
      const data = { items: [], files: [...files], dragOperationsMask: 1 }
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await browser.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
    }
    const importOf = (name: string) => page.getByRole('region', { name: `Import of ${name}` })

    await drop(empty)
    await expect(importOf('empty')).toContainText(
      'empty was not imported. empty has no boot.cfg, so it is no image.',
    )
    // One does not wait for the other to be read.
    await drop(notes)
    await expect(importOf('notes.txt')).toContainText('This is not an ISO 9660 image')
    await expect(importOf('notes.txt')).toContainText('Check that the file is an installer ISO')
    expect(await seriousFindings(page)).toEqual([])
    await importOf('empty').getByRole('button', { name: 'Close' }).click()
    await expect(importOf('empty')).toHaveCount(0)

    await drop(empty)
    await page.getByRole('button', { name: 'Close all' }).click()
    await expect(importOf('notes.txt')).toHaveCount(0)
  },
)

testAtRest('a store with nothing left over offers nothing to remove', async ({ view }) => {
  const { page } = view
  await view.openPage('Images')
  await page.getByRole('tab', { name: 'Store', exact: true }).click()
  await expect(page.getByTestId('store-report')).toContainText('None is left over.')
  await expect(page.getByRole('button', { name: 'Remove what nothing names' })).toBeDisabled()
})
