import type { Script } from '../parse/syntax.ts'

/** A thing of the lab, or a record that a command made: named properties in order. */
export type LabObject = {
  readonly type: string
  readonly properties: Readonly<Record<string, Value>>
}
/** A `{ ... }` that was not run yet. */
export type Block = { readonly type: 'ScriptBlock'; readonly body: Script; readonly source: string }

export type Value = null | boolean | number | string | readonly Value[] | LabObject | Block

export const isArray = (value: Value): value is readonly Value[] => Array.isArray(value)

export const isBlock = (value: Value): value is Block =>
  typeof value === 'object' && value !== null && 'body' in value

export const isObject = (value: Value): value is LabObject =>
  typeof value === 'object' && value !== null && 'properties' in value

export const object = (type: string, properties: LabObject['properties']): LabObject => ({
  type,
  properties,
})

/** A property by its name in any case of letters; undefined when there is none. */
export const propertyOf = ({ properties }: LabObject, name: string): Value | undefined => {
  const wanted = name.toLowerCase()
  const key = Object.keys(properties).find((each) => each.toLowerCase() === wanted)
  return key === undefined ? undefined : properties[key]
}

const recordText = ({ properties }: LabObject): string =>
  `@{${Object.entries(properties)
    .map(([name, value]) => `${name}=${toText(value)}`)
    .join('; ')}}`

/** A property as a text; empty when there is none. */
export const textIn = (item: LabObject, name: string): string =>
  toText(propertyOf(item, name) ?? '')

/** A value as a text: an object is its name, an array its members with blanks between. */
export const toText = (value: Value): string => {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number' || typeof value === 'string') return String(value)
  if (isArray(value)) return value.map(toText).join(' ')
  if (isBlock(value)) return value.source
  const name = propertyOf(value, 'Name')
  return name === undefined ? recordText(value) : toText(name)
}

/** Whether a test with this value succeeds. */
export const isTrue = (value: Value): boolean => {
  if (isArray(value)) return value.length === 1 ? isTrue(value[0] ?? null) : value.length > 1
  if (typeof value === 'string') return value !== ''
  return typeof value === 'number' ? value !== 0 : value !== null && value !== false
}

/** A value as the members a pipeline passes on. */
export const membersOf = (value: Value): readonly Value[] => (isArray(value) ? value : [value])

/** What a pipeline left, as the one value it stands for. */
export const collapse = (values: readonly Value[]): Value =>
  values.length === 1 ? (values[0] ?? null) : values.length === 0 ? null : values

/** What `typeof` would be called in PowerShell. */
export const typeName = (value: Value): string => {
  if (value === null) return 'null'
  if (isArray(value)) return 'Object[]'
  if (isBlock(value)) return 'ScriptBlock'
  if (isObject(value)) return value.type
  if (typeof value === 'boolean') return 'Boolean'
  return typeof value === 'number' ? 'Int32' : 'String'
}
