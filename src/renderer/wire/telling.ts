import type { Fact } from '../../shared/facts/index.ts'

/** Facts that would tell a student at once what a lesson did. */
const telling = new Set<string>(['document.changed', 'rules.setInForce'])
const tellingRooms = new Set(['plug', 'component', 'fault'])

/** Whether a fact is to stay covered while a lesson hides what it does. */
export const isTelling = (fact: Fact): boolean =>
  telling.has(fact.type) || tellingRooms.has(fact.type.slice(0, fact.type.indexOf('.')))
