import { beforeEach, describe, expect, it } from 'vitest'
import { createDocuments } from '../../src/main/document/index.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import { createRulesApi, refusing, type RulesApi } from '../../src/main/rules/index.ts'
import type { ComponentId } from '../../src/shared/base/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { imagesOver } from '../images/workbench.ts'
import { cluster, image, labWith, rule } from './labs.ts'
import { machine } from './machine.ts'

const acme = rule('acme', ['vendor==Acme'], image('ESXi-7.0'), cluster('Main'))
const newer = rule('newer', ['vendor==Acme'], image('ESXi-8.0'), cluster('Small'))

/** Waits until it is told to stop. */
const forever = (_: number, signal?: AbortSignal): Promise<void> =>
  new Promise((_resolve, reject) => {
    const stop = (): void => reject(new Error('stopped'))
    if (signal?.aborted === true) stop()
    signal?.addEventListener('abort', stop)
  })

const setUp = async ({ sleeps = false } = {}) => {
  let now = 1000
  const clock = {
    now: () => (now += 1000),
    sleep: sleeps ? forever : () => Promise.resolve(),
  }
  const stores = createMemoryStores({ clock })
  const record = (...facts: readonly Fact[]) => stores.journal.append({ facts })
  const facts: Fact[] = []
  stores.journal.subscribe((batch) => facts.push(...batch.map(({ fact }) => fact)))
  const documents = createDocuments({ store: stores.documents, record, clock })
  const document = labWith({
    defined: [acme, newer],
    working: ['newer', 'acme'],
    active: ['acme'],
  })
  await stores.documents.save({ at: 0, summary: 'New', document })
  const out = new Set<ComponentId>()
  const refuse = (): Promise<never> => Promise.reject(new Error('not asked for'))
  const api = createRulesApi({
    document: () => documents.current(),
    edit: (edit) => documents.edit(edit),
    images: imagesOver(documents),
    journal: stores.journal,
    record,
    isUp: (component) => !out.has(component),
    ...refusing(refuse),
    clock,
  })
  return { api, record, facts, out, documents }
}

/** What a host's first boot leaves behind. */
const boot = (host: string): readonly Fact[] => [
  { type: 'waiter.hostRegistered', host, client: '10.0.0.11', attributes: machine() },
  { type: 'rules.setInForce', rules: [acme] },
  {
    type: 'rules.decided',
    host,
    from: 'rules',
    association: { imageProfile: 'ESXi-7.0', cluster: 'Main' },
    rules: { imageProfile: 'acme', location: 'acme' },
  },
  { type: 'vcenter.hostAdded', host, cluster: 'Main', by: 'autoDeploy' },
]

describe('the rules of the API', () => {
  let lab: Awaited<ReturnType<typeof setUp>>
  let rules: RulesApi['rules']
  beforeEach(async () => {
    lab = await setUp()
    rules = lab.api.rules
  })

  it('explain a host by what it sent, and say what is stored for it', async () => {
    await lab.record(...boot('esx-01'))
    const why = await rules.explain({ set: 'working', host: 'esx-01' })
    expect(why.decided.association).toEqual({ imageProfile: 'ESXi-8.0', cluster: 'Small' })
    expect(why.stored?.association).toEqual({ imageProfile: 'ESXi-7.0', cluster: 'Main' })
  })

  it('tell which image is stored for which host, so that it is not removed', async () => {
    expect(await lab.api.associated()).toEqual([])
    await lab.record(...boot('esx-01'))
    expect(await lab.api.associated()).toEqual([{ host: 'esx-01', imageProfile: 'ESXi-7.0' }])
  })

  it('choose what a host boots next, explain it, and keep the image that it names', async () => {
    await lab.record(...boot('esx-01'))
    const choice = { kind: 'image', imageProfile: 'ESXi-8.0' } as const
    await rules.chooseNextBoot({ hosts: ['esx-01'], choice })
    const why = await rules.explain({ set: 'active', host: 'esx-01' })
    expect(why).toMatchObject({ nextBoot: choice, stored: { association: { cluster: 'Main' } } })
    expect(await lab.api.associated()).toEqual([
      { host: 'esx-01', imageProfile: 'ESXi-7.0' },
      { host: 'esx-01', imageProfile: 'ESXi-8.0' },
    ])
    await rules.takeBackNextBoot({ hosts: ['esx-01'] })
    expect(await rules.explain({ set: 'active', host: 'esx-01' })).not.toHaveProperty('nextBoot')
    const written = lab.facts.length
    await rules.takeBackNextBoot({ hosts: ['esx-01'] })
    expect(lab.facts).toHaveLength(written)
  })

  it('choose nothing for a host or of an image that the lab does not have', async () => {
    await lab.record(...boot('esx-01'))
    const choose = (host: string, imageProfile: string) =>
      rules.chooseNextBoot({ hosts: [host], choice: { kind: 'image', imageProfile } })
    await expect(choose('esx-09', 'ESXi-8.0')).rejects.toMatchObject({ code: 'lab.not-found' })
    await expect(choose('esx-01', 'ESXi-9')).rejects.toMatchObject({ code: 'lab.not-found' })
    expect(lab.facts.map(({ type }) => type)).not.toContain('rules.nextBootChosen')
  })

  it('explain attributes that were typed in', async () => {
    const why = await rules.explain({ set: 'active', attributes: { vendor: 'Acme' } })
    expect(why.decided.rules).toEqual({ imageProfile: 'acme', location: 'acme' })
    expect(why.stored).toBeUndefined()
  })

  it('explain what a known host would get with another attribute', async () => {
    await lab.record(...boot('esx-01'))
    const attributes = { vendor: 'Zven' }
    const why = await rules.explain({ set: 'active', host: 'esx-01', attributes })
    expect(why).toMatchObject({ decided: { association: {} }, rules: [{ matches: false }] })
  })

  it('do not know a host that nobody saw', async () => {
    await expect(rules.explain({ set: 'active', host: 'nobody' })).rejects.toMatchObject({
      code: 'lab.not-found',
    })
  })

  it('preview patterns against every machine that asked', async () => {
    await lab.record(...boot('esx-01'))
    expect(await rules.preview({ patterns: ['vendor==Acme', 'ipv4=10.'] })).toMatchObject({
      hosts: ['esx-01'],
      of: 1,
      problems: [{ position: 1, code: 'rules.pattern-bad-value' }],
    })
  })

  it('say which hosts the working set would change', async () => {
    await lab.record(...boot('esx-01'))
    expect(await rules.nextBoot()).toEqual([
      {
        host: 'esx-01',
        needs: 'repair',
        changes: [
          { type: 'imageProfile', from: 'ESXi-7.0', to: 'ESXi-8.0' },
          { type: 'location', from: 'Main', to: 'Small' },
        ],
      },
    ])
  })

  it('repair what they tested: the place at once, the image at the next boot', async () => {
    await lab.record(...boot('esx-01'))
    await lab.documents.edit({ kind: 'activateRules' })
    const [found] = await rules.test({})
    expect(found?.items).toEqual([
      { type: 'imageProfile', current: 'ESXi-7.0', expected: 'ESXi-8.0' },
      { type: 'location', current: 'Main', expected: 'Small' },
    ])
    expect(await rules.repair({ hosts: ['esx-01'] })).toEqual([found])
    expect(lab.facts.slice(-2)).toMatchObject([
      {
        type: 'rules.associationStored',
        association: { imageProfile: 'ESXi-8.0', cluster: 'Small' },
      },
      { type: 'vcenter.hostMoved', host: 'esx-01', cluster: 'Small' },
    ])
    expect(await rules.test({ hosts: ['esx-01'] })).toEqual([{ host: 'esx-01', items: [] }])
  })

  it('leave no fact of a repair that changes nothing', async () => {
    await lab.record(...boot('esx-01'))
    const before = lab.facts.length
    await rules.repair({ hosts: ['esx-01'] })
    expect(lab.facts).toHaveLength(before)
  })

  it.each(['rules', 'vcenter'] as const)('do not repair while %s is unplugged', async (plug) => {
    await lab.record(...boot('esx-01'))
    lab.out.add(plug)
    await expect(rules.repair({ hosts: ['esx-01'] })).rejects.toMatchObject({
      code: 'powercli.unreachable',
    })
  })

  it('know by which set each boot was decided', async () => {
    await lab.record(...boot('esx-01'))
    expect(await rules.boots({ host: 'esx-01' })).toMatchObject([
      { outcome: 'decided', from: 'rules', set: [{ name: 'acme' }] },
    ])
    expect(await rules.boots({ host: 'nobody' })).toEqual([])
  })

  it('forget machines until they ask again, and recall them', async () => {
    await lab.record(...boot('esx-01'))
    expect(await rules.discovered()).toMatchObject([{ host: 'esx-01', known: true, asks: 1 }])
    await rules.forget({ hosts: ['esx-01'] })
    expect(await rules.discovered()).toEqual([])
    await rules.recall({ hosts: ['esx-01'] })
    expect(await rules.discovered()).toHaveLength(1)
  })

  it('export a script and run it', async () => {
    const { script } = await rules.export()
    const removed = 'Get-DeployRule *, .* | Remove-DeployRule -Delete\n'
    const { errors } = await rules.run({ script: removed + script })
    expect(errors).toBe(0)
    expect(lab.documents.current().rules).toEqual(
      labWith({ defined: [acme, newer], working: ['newer', 'acme'], active: ['acme'] }).rules,
    )
  })

  it('report a script that ends too early', async () => {
    expect(await rules.run({ script: 'Get-DeployRule |' })).toMatchObject({
      errors: 1,
      incomplete: false,
    })
  })
})

describe('consoles of the API', () => {
  it('keep their variables and history apart', async () => {
    const { powercli } = (await setUp()).api
    const [one, other] = [await powercli.open(), await powercli.open()]
    await powercli.run({ ...one, text: '$a = 5' })
    expect(await powercli.run({ ...one, text: '$a' })).toMatchObject({
      lines: [{ stream: 'output', text: '5' }],
    })
    expect(await powercli.run({ ...other, text: '$a' })).toMatchObject({ lines: [] })
    expect(await powercli.history(one)).toEqual([
      { id: 1, text: '$a = 5' },
      { id: 2, text: '$a' },
    ])
    expect(await powercli.complete({ ...one, text: 'New-D', cursor: 5 })).toEqual({
      from: 0,
      to: 5,
      candidates: ['New-DeployRule'],
    })
  })

  it('write the same document', async () => {
    const { api, documents } = await setUp()
    const console = await api.powercli.open()
    await api.powercli.run({ ...console, text: 'Switch-ActiveDeployRuleSet' })
    expect(documents.current().rules.active).toEqual(['newer', 'acme'])
    await documents.undo()
    const { lines } = await api.powercli.run({
      ...console,
      text: '(Get-DeployRuleSet -Active).RuleList.Name',
    })
    expect(lines.map(({ text }) => text)).toEqual(['acme'])
  })

  it('run one line after the other', async () => {
    const { powercli } = (await setUp()).api
    const console = await powercli.open()
    const runs = ['$a = 1', '$a += 1', '$a += 1', '$a'].map((text) =>
      powercli.run({ ...console, text }),
    )
    expect((await Promise.all(runs)).at(-1)?.lines).toEqual([{ stream: 'output', text: '3' }])
  })

  it('stop when they are told to', async () => {
    const { powercli } = (await setUp()).api
    const console = await powercli.open()
    const signal = AbortSignal.abort()
    const { lines } = await powercli.run({ ...console, text: '1; 2' }, { signal })
    expect(lines[0]?.text).toBe('The script was stopped.')
  })

  it('say their lines as they come, and stop when nobody reads on', async () => {
    const { api } = await setUp({ sleeps: true })
    const { console } = await api.powercli.open()
    const text = "'first'\nStart-Sleep 60\n'never'"
    const steps = api.powercli.follow({ console, text }, new AbortController().signal)
    const lines = [{ stream: 'output', text: 'first' }]
    expect(await steps.next()).toEqual({ done: false, value: { kind: 'lines', lines } })
    await steps.return()
    const after = await api.powercli.run({ console, text: "'after'" })
    expect(after.lines).toEqual([{ stream: 'output', text: 'after' }])
  })

  it('stop in the middle of a wait', async () => {
    const { powercli } = (await setUp({ sleeps: true })).api
    const console = await powercli.open()
    const stopping = new AbortController()
    const running = powercli.run({ ...console, text: 'Start-Sleep 3000; 1' }, stopping)
    stopping.abort()
    const { lines } = await running
    expect(lines[0]?.text).toBe('The script was stopped.')
    expect(lines.some(({ text }) => text === '1')).toBe(false)
  })

  it('are gone when they are closed, and the oldest gives way', async () => {
    const { powercli } = (await setUp()).api
    const first = await powercli.open()
    const second = await powercli.open()
    await powercli.close(second)
    const gone = { code: 'lab.not-found' }
    await expect(powercli.run({ ...second, text: '1' })).rejects.toMatchObject(gone)
    for (let n = 0; n < 32; n += 1) await powercli.open()
    await expect(powercli.run({ ...first, text: '1' })).rejects.toMatchObject(gone)
  })
})
