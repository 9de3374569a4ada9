import { createMemoryStores } from '../../src/main/journal/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import type { Theatre } from '../../src/main/lessons/play.ts'
import type { DocumentEdit } from '../../src/shared/contract/index.ts'
import { labDocument, type LabDocument } from '../../src/shared/document/schema.ts'
import type { Fact, Recorded } from '../../src/shared/facts/index.ts'
import { parseLesson, type Lesson } from '../../src/shared/lessons/index.ts'

const simulated = (number: number) => ({
  id: `esx-0${number}`,
  kind: 'simulated',
  mac: `52:54:00:00:00:0${number}`,
  uuid: `00000000-0000-4000-8000-00000000000${number}`,
  firmware: 'uefi',
  bootOrder: ['network', 'disk'],
})

export const document: LabDocument = labDocument.parse({
  headwaiter: 1,
  name: 'test',
  speed: 50,
  network: {
    subnet: '127.66.0.0/16',
    server: '127.66.0.1',
    pool: { first: '127.66.0.100', last: '127.66.0.199' },
    ports: { dhcp: 0, dhcpClient: 0, tftp: 0, waiter: 0, rules: 0, vcenter: 0 },
  },
  clusters: [],
  rules: {},
  racks: [{ name: 'A', hosts: ['esx-01', 'esx-02', 'esx-03'] }],
  hosts: [1, 2, 3].map(simulated),
})

/** A lesson of one step, with what a test wants to see in it. */
export const lessonWith = (step: object, more: object = {}): Lesson =>
  parseLesson(
    {
      id: 'test',
      title: 'Test',
      goal: 'None.',
      cast: { all: 'all', one: [1], none: [] },
      steps: [{ id: 'only', text: 'Look at {one}.', ...step }],
      ...more,
    },
    'test.yaml',
  )

/** Facts with the places and times a journal would give them. */
export const recordedOf = (...facts: readonly Fact[]): Recorded[] =>
  facts.map((fact, index) => ({ seq: index + 1, at: 1000 + index, fact }))

/**
 * What a lesson runs on, with commands that write down what they were asked and then record the facts
 * a test gives for them.
 */
export const theatre = (answers: Readonly<Record<string, readonly Fact[] | Error>> = {}) => {
  const clock = createSystemClock()
  const stores = createMemoryStores({ clock })
  let current = document
  const asked: string[] = []
  const record = (...facts: readonly Fact[]) => stores.journal.append({ facts })
  const command =
    (name: string) =>
    async (argument?: unknown): Promise<void> => {
      asked.push(argument === undefined ? name : `${name} ${JSON.stringify(argument)}`)
      const answer = answers[name] ?? []
      if (answer instanceof Error) throw answer
      await record(...answer)
    }
  const edit = async (change: DocumentEdit): Promise<void> => {
    asked.push(`edit ${change.kind}`)
    if (change.kind === 'setSpeed') current = { ...current, speed: change.speed }
    if (change.kind === 'replace') current = change.document
  }
  const parts: Theatre = {
    journal: stores.journal,
    document: () => current,
    clock,
    record,
    commands: {
      hosts: {
        powerOn: command('powerOn'),
        powerOff: command('powerOff'),
        reboot: command('reboot'),
        unplug: command('unplug'),
        plugIn: command('plugIn'),
        tamper: command('tamper'),
      },
      plugs: {
        pull: command('pull'),
        restore: command('restore'),
        restoreAll: command('restoreAll'),
      },
      vcenter: {
        reconnect: command('reconnect'),
        disconnect: command('disconnect'),
        enterMaintenance: command('enterMaintenance'),
        exitMaintenance: command('exitMaintenance'),
        remove: command('remove'),
        remediate: command('remediate'),
        placeVm: command('placeVm'),
      },
      documents: { edit },
    },
  }
  return { parts, asked, record, facts: () => stores.journal.read({ after: 0, limit: 1000 }) }
}
