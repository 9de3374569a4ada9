import type { Parameter } from '../run/cmdlet.ts'

type Shape = Partial<Omit<Parameter, 'name' | 'type' | 'help'>>

const make =
  (type: Parameter['type']) =>
  (name: string, help: string, shape: Shape = {}): Parameter => ({ name, type, help, ...shape })

/** Makers of parameters, by type. */
export const text = make('String')
export const count = make('UInt32')
export const flag = make('Switch')
export const value = make('Object')

/** Names with wildcards, as the first argument. */
export const names = (help: string, naming: Parameter['naming']): Parameter =>
  text('Name', help, { many: true, position: 0, ...(naming === undefined ? {} : { naming }) })

/** Hosts, by name or as objects. */
export const hostsAs = (name: string, shape: Shape = {}): Parameter =>
  value(name, 'The hosts, by name or as objects.', {
    shown: 'VMHost',
    many: true,
    required: true,
    position: 0,
    pipeline: true,
    naming: 'host',
    ...shape,
  })

export const vmHost = hostsAs('VMHost')

/** A rule, by name or as an object. */
export const deployRule = (shape: Shape = {}): Parameter =>
  value('DeployRule', 'The rule, by name or as an object.', {
    shown: 'DeployRule',
    required: true,
    position: 0,
    pipeline: true,
    naming: 'rule',
    ...shape,
  })

/** A host profile, by name or as an object. */
export const vmHostProfile = (help: string, shape: Shape = {}): Parameter =>
  value('Profile', help, { shown: 'VMHostProfile', naming: 'hostProfile', ...shape })

export const noActivate = flag(
  'NoActivate',
  'Changes the working rule set alone; the active one stays as it is.',
)

/** What goes through the pipeline into a command that works on any value. */
export const inputObject: Parameter = value('InputObject', 'The values to work on.', {
  many: true,
  canBeEmpty: true,
  pipeline: true,
})
