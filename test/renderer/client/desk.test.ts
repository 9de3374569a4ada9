import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { createDesk, type Desk } from '../../../src/renderer/client/desk.ts'
import { troubleOf } from '../../../src/renderer/client/errors.ts'

const otherwise = { message: 'no answer', remedy: 'try again' }
const told = (error: unknown) => troubleOf(error, otherwise)

const settled = (desk: Desk): Promise<void> =>
  new Promise((resolve) => {
    const stop = desk.subscribe(() => {
      if (desk.snapshot().busy.size > 0) return
      stop()
      resolve()
    })
  })

describe('createDesk', () => {
  it('says what is under way until it is answered', async () => {
    const desk = createDesk()
    void desk.ask('plug:dhcp', () => Promise.resolve(), told, 'title')
    expect(desk.snapshot().busy.has('plug:dhcp')).toBe(true)
    await settled(desk)
    expect(desk.snapshot().busy.size).toBe(0)
    expect(desk.snapshot().notices).toEqual([])
  })

  it('asks once, however often the button is pressed', async () => {
    const desk = createDesk()
    let asked = 0
    const work = () => Promise.resolve((asked += 1))
    void desk.ask('plug:dhcp', work, told, 'title')
    void desk.ask('plug:dhcp', work, told, 'title')
    await settled(desk)
    expect(asked).toBe(1)
  })

  it('offers the way back from the last choice for one boot until it is withdrawn', () => {
    const desk = createDesk()
    const choice = { kind: 'disk' } as const
    desk.offerBack({ hosts: ['esx-01'], choice })
    desk.offerBack({ hosts: ['esx-02'], choice })
    expect(desk.snapshot().once?.hosts).toEqual(['esx-02'])
    desk.withdrawBack()
    expect(desk.snapshot()).not.toHaveProperty('once')
  })

  it('takes steps one after another, however fast they are asked for', async () => {
    const desk = createDesk()
    const steps: string[] = []
    const step = (name: string) => async () => {
      steps.push(`${name} begins`)
      await Promise.resolve()
      steps.push(`${name} ends`)
    }
    for (const name of ['first', 'second'])
      void desk.askInTurn('document', step(name), told, 'title')
    await settled(desk)
    expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })

  it('says what each step gave, and takes none before those asked for earlier', async () => {
    const desk = createDesk()
    const taken: string[] = []
    const step = (name: string) => async () => {
      await Promise.resolve()
      taken.push(name)
      return name
    }
    const gave = ['a move', 'another', 'undo'].map((name) =>
      desk.askInTurn('document', step(name), told, 'title'),
    )
    expect(await Promise.all(gave)).toEqual(['a move', 'another', 'undo'])
    expect(taken).toEqual(['a move', 'another', 'undo'])
  })

  it('drops the steps behind one that failed, and says so', async () => {
    const desk = createDesk()
    let taken = 0
    const step = () => Promise.resolve((taken += 1))
    const fail = () => Promise.reject(new Error('x'))
    const gave = [fail, step, step].map((work) =>
      desk.askInTurn<number>('document', work, told, 'title'),
    )
    expect(await Promise.all(gave)).toEqual([undefined, undefined, undefined])
    expect(taken).toBe(0)
    expect(desk.snapshot().notices).toMatchObject([{ title: 'title', dropped: 2 }])
    expect(await desk.askInTurn('document', step, told, 'title')).toBe(1)
  })

  it('turns a failure into a notice with its remedy, told once', async () => {
    const desk = createDesk()
    const data = { code: 'plug.already-out', message: 'It is out.', remedy: 'Restore it first.' }
    const fail = () => Promise.reject(new ORPCError('plug.already-out', { data }))
    for (let round = 0; round < 2; round++) {
      void desk.ask('plug:dhcp', fail, told, 'DHCP was not unplugged')
      await settled(desk)
    }
    expect(desk.snapshot().notices).toHaveLength(1)
    expect(desk.snapshot().notices[0]).toMatchObject({ ...data, title: 'DHCP was not unplugged' })
    desk.dismiss(desk.snapshot().notices[0]?.id ?? 0)
    expect(desk.snapshot().notices).toEqual([])
  })
})

describe('troubleOf', () => {
  it('gives the general advice when the lab did not say', () => {
    expect(troubleOf(new Error('x'), otherwise)).toEqual(otherwise)
  })
})
