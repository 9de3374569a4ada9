import { describe, expect, it } from 'vitest'
import { runLesson } from '../../src/main/lessons/run.ts'
import { LabError } from '../../src/shared/base/index.ts'
import { marksOf } from '../../src/shared/lessons/index.ts'
import { document, lessonWith, theatre } from './support.ts'

const up = { type: 'vcenter.hostNotResponding', host: 'esx-01' } as const
const sawUp = { that: 'it happens', check: 'saw', group: 'one', facts: [{ type: up.type }] }

describe('runLesson', () => {
  it('records its steps and its checks with the facts that show them', async () => {
    const { parts, facts } = theatre({ reboot: [up] })
    const lesson = lessonWith({ actions: [{ action: 'reboot', group: 'one' }], expect: [sawUp] })
    const result = await runLesson(parts, lesson, {})
    const journal = await facts()
    const evidence = journal.filter(({ fact }) => fact.type === up.type).map(({ seq }) => seq)
    expect(result).toMatchObject({ outcome: 'met', met: 1, missed: 0 })
    expect(journal.map(({ fact }) => fact)).toMatchObject([
      { type: 'lesson.started' },
      { type: 'lesson.stepStarted', step: 'only', text: 'Look at esx-01.' },
      up,
      { type: 'lesson.checked', met: true, evidence },
      { type: 'lesson.ended', met: 1, missed: 0 },
    ])
  })

  it('waits for a fact that comes later', async () => {
    const { parts, record } = theatre()
    const lesson = lessonWith({ expect: [{ ...sawUp, within: '10m' }] })
    const result = await runLesson(parts, lesson, {
      onProgress: (event) => {
        if (event.kind === 'step') queueMicrotask(() => void record(up))
      },
    })
    expect(result.outcome).toBe('met')
  })

  it('says that a fact was not seen when its time is over, and misses', async () => {
    const { parts } = theatre()
    const result = await runLesson(parts, lessonWith({ expect: [{ ...sawUp, within: '1s' }] }), {})
    expect(result).toMatchObject({ outcome: 'missed', missed: 1 })
    expect(result.events.find((event) => event.kind === 'check')?.found).toContain(
      'not seen within 1 s of lab time',
    )
  })

  it('ends after a wait in vain and names the steps it did not reach', async () => {
    const { parts, asked } = theatre()
    const waitFor = { action: 'waitFor', until: { ...sawUp, within: '1s' } }
    const lesson = lessonWith(
      {},
      {
        steps: [
          { id: 'wait', text: '', actions: [waitFor] },
          { id: 'later', text: '', actions: [{ action: 'pull', plug: 'dhcp' }] },
        ],
      },
    )
    const result = await runLesson(parts, lesson, {})
    expect(result.events.at(-1)).toMatchObject({ outcome: 'missed', notReached: ['later'] })
    expect(asked).not.toContain('pull "dhcp"')
  })

  it('notices that something did not stay so', async () => {
    const { parts, record } = theatre()
    const calm = { that: 'quiet', check: 'never', group: 'all', facts: [{ type: up.type }] }
    const result = await runLesson(parts, lessonWith({ expect: [{ ...calm, stays: '10m' }] }), {
      onProgress: (event) => {
        if (event.kind === 'step') setImmediate(() => void record(up))
      },
    })
    expect(result.events.find((event) => event.kind === 'check')?.found).toContain(
      'it did not stay so',
    )
  })

  it('is broken by a command that fails, and says why', async () => {
    const failure = new LabError('vcenter.unreachable', 'vCenter does not answer.')
    const { parts } = theatre({ reconnect: failure })
    const lesson = lessonWith({ actions: [{ action: 'reconnect', group: 'one' }] })
    const result = await runLesson(parts, lesson, {})
    expect(result).toMatchObject({
      outcome: 'broken',
      missed: 1,
      error: { code: 'vcenter.unreachable' },
    })
  })

  it('goes on when a command is refused as the lesson expects', async () => {
    const failure = new LabError('vcenter.unreachable', 'vCenter does not answer.')
    const { parts } = theatre({ reconnect: failure })
    const action = { action: 'reconnect', group: 'one', refusedWith: 'vcenter.unreachable' }
    expect((await runLesson(parts, lessonWith({ actions: [action] }), {})).outcome).toBe('met')
  })

  it('puts plugs, boot orders and speed back', async () => {
    const { parts, asked } = theatre()
    const actions = [{ action: 'setBootOrder', group: 'one', to: ['network'] }]
    await runLesson(parts, lessonWith({ actions }, { setUp: { speed: 10 } }), {})
    expect(asked).toEqual(['edit setSpeed', 'edit replace', 'restoreAll', 'edit replace'])
    expect(parts.document()).toEqual(document)
  })

  it('leaves what the student changed meanwhile as it is', async () => {
    const { parts } = theatre()
    const actions = [{ action: 'setBootOrder', group: 'one', to: ['network'] }]
    const lesson = lessonWith({ actions }, { setUp: { speed: 10 } })
    await runLesson(parts, lesson, {
      onProgress: (event) => {
        if (event.kind !== 'action') return
        const now = parts.document()
        const mine = { ...now, name: 'My lab', folders: [{ name: 'Mine' }] }
        void parts.commands.documents.edit({ kind: 'replace', document: mine, summary: 'Mine' })
      },
    })
    const theirs = { name: 'My lab', folders: [{ name: 'Mine' }] }
    expect(parts.document()).toEqual({ ...document, ...theirs })
  })

  it('brings visitors that the lab has never seen, and sends them home', async () => {
    const { parts, asked } = theatre()
    const seen: unknown[] = []
    const lesson = lessonWith(
      { actions: [{ action: 'powerOn', group: 'guest' }] },
      { visitors: [{ name: 'guest', like: 2, change: { firmware: 'bios' } }] },
    )
    await runLesson(parts, lesson, {
      onProgress: (event) => {
        if (event.kind === 'started') seen.push(parts.document().hosts.at(-1))
      },
    })
    expect(seen).toMatchObject([{ id: 'visitor-1', firmware: 'bios', mac: '52:54:01:00:00:01' }])
    expect(asked).toContain('powerOn ["visitor-1"]')
    expect(asked).toContain('remove "visitor-1"')
    expect(parts.document()).toEqual(document)
  })

  it('sets values of the document by path and by host', async () => {
    const { parts } = theatre()
    const seen: unknown[] = []
    const actions = [
      { action: 'set', path: ['network', 'leaseTime'], to: 120 },
      { action: 'setHosts', group: 'one', to: { diskMiB: 0 } },
      { action: 'waitFor', until: { ...sawUp, within: '0s' } },
    ]
    await runLesson(parts, lessonWith({ actions }), {
      onProgress: (event) => {
        if (event.kind === 'check') {
          const { network, hosts } = parts.document()
          seen.push(network.leaseTime, hosts[0]?.diskMiB, hosts[1]?.diskMiB)
        }
      },
    })
    expect(seen).toEqual([120, 0, 8192])
  })

  it('asks the student before a step and keeps the score', async () => {
    const { parts, facts } = theatre()
    const prompt = {
      question: 'What will {one} do?',
      options: [
        { id: 'stay', text: 'Stay' },
        { id: 'fall', text: 'Fall' },
      ],
      answer: 'fall',
      why: 'It falls.',
    }
    const questions: string[] = []
    const result = await runLesson(parts, lessonWith({ prompt }), {
      student: 'Ada',
      ask: async ({ question }) => {
        questions.push(question)
        return 'fall'
      },
    })
    expect(questions).toEqual(['What will esx-01 do?'])
    expect(result).toMatchObject({ asked: 1, right: 1 })
    expect(marksOf(await facts())).toMatchObject([{ student: 'Ada', asked: 1, right: 1 }])
  })

  it('goes on without questions when nobody is there', async () => {
    const { parts } = theatre()
    const options = [
      { id: 'a', text: 'A' },
      { id: 'b', text: 'B' },
    ]
    const prompt = { question: 'Which?', options, answer: 'b', why: 'So.' }
    const result = await runLesson(parts, lessonWith({ prompt }), {})
    expect(result).toMatchObject({ outcome: 'met', asked: 0 })
    expect(result.events.map(({ kind }) => kind)).not.toContain('question')
  })

  it('hides the fault until the student has named it', async () => {
    const pulled = { type: 'plug.pulled', plug: 'tftp', component: 'tftp' } as const
    const { parts, asked } = theatre({ pull: [pulled] })
    const pull = (plug: string) => [{ action: 'pull', plug }]
    const lesson = lessonWith(
      {},
      {
        mystery: {
          cases: [
            { id: 'dhcp', text: 'DHCP', why: '', actions: pull('dhcp') },
            { id: 'tftp', text: 'TFTP', why: '', actions: pull('tftp') },
          ],
        },
        steps: [
          {
            id: 'break',
            text: 'Something breaks.',
            hidden: true,
            actions: [{ action: 'mystery' }],
          },
          { id: 'look', text: 'Look.', expect: [{ ...sawUp, check: 'never' }] },
          { id: 'name', text: 'Name it.', prompt: { question: 'What?', about: 'mystery' } },
        ],
      },
    )
    const ask = async () => 'dhcp'
    const result = await runLesson(parts, lesson, { choose: () => 1, ask })
    expect(asked).toContain('pull "tftp"')
    expect(result.events.filter(({ kind }) => kind === 'action' || kind === 'fact')).toEqual([])
    expect(result.events).toContainEqual(
      expect.objectContaining({ kind: 'solution', answer: 'dhcp', right: false, solution: 'TFTP' }),
    )
  })

  it('stops when told to, and still puts the lab back', async () => {
    const { parts, asked } = theatre()
    const stopping = new AbortController()
    const result = await runLesson(parts, lessonWith({ expect: [{ ...sawUp, within: '1h' }] }), {
      signal: stopping.signal,
      onProgress: (event) => {
        if (event.kind === 'step') setImmediate(() => stopping.abort(new Error('enough')))
      },
    })
    expect(result.outcome).toBe('stopped')
    expect(asked).toEqual(['restoreAll'])
  })

  it('leaves out what concerns an empty group alone', async () => {
    const { parts, asked } = theatre()
    const lesson = lessonWith({ actions: [{ action: 'reboot', group: 'none' }] })
    const result = await runLesson(parts, lesson, {})
    expect(asked).toEqual(['restoreAll'])
    expect(result.outcome).toBe('met')
  })
})
