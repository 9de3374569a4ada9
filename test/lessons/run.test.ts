import { describe, expect, it } from 'vitest'
import { runLesson } from '../../src/main/lessons/run.ts'
import { LabError } from '../../src/shared/base/index.ts'
import { lessonWith, theatre } from './support.ts'

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
    expect(asked).toEqual([
      'edit setSpeed',
      'edit setBootOrder',
      'restoreAll',
      'edit setBootOrder',
      'edit setSpeed',
    ])
    expect(parts.document().hosts[0]?.bootOrder).toEqual(['network', 'disk'])
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
