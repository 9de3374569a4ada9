import * as fc from 'fast-check'
import { z } from 'zod'

type Schema = z.core.JSONSchema._JSONSchema

/** Texts that break programs: names of prototypes, NUL, half a character, ways out of a folder, more than a field holds. */
const oddTexts = ['', '\0', '\ud800', '__proto__', 'constructor', '../..', '*', 'a'.repeat(81)]
const oddText = fc.oneof(fc.constantFrom(...oddTexts), fc.string({ unit: 'binary' }))

const oddNumber = fc.oneof(
  fc.constantFrom(-1, 0.5, 2 ** 31, Number.MAX_SAFE_INTEGER, 1e300, NaN, Infinity),
  fc.integer(),
)

const nested = (depth: number): unknown => (depth === 0 ? {} : { a: [nested(depth - 1)] })

/** What no schema asks for. */
const anything = fc.oneof(
  oddText,
  oddNumber,
  fc.constantFrom(null, true, [], {}, nested(50), JSON.parse('{"__proto__":{"kind":"path"}}')),
)

const textOf = ({ format }: z.core.JSONSchema.BaseSchema, names: fc.Arbitrary<string>) => {
  if (format === 'ipv4') return fc.ipV4()
  if (format === 'uuid') return fc.uuid({ version: 4 })
  return fc.oneof({ weight: 3, arbitrary: names }, { weight: 1, arbitrary: oddText })
}

/** Values for a schema: most of them fit, or nearly do. `names` are those of things that there are. */
const valueOf = (schema: Schema, names: fc.Arbitrary<string>): fc.Arbitrary<unknown> => {
  if (typeof schema === 'boolean') return anything
  const inner = (each: Schema) => valueOf(each, names)
  const options = schema.anyOf ?? schema.oneOf
  if (options !== undefined) return fc.oneof(...options.map(inner))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {})
      return fc.record(Object.fromEntries(fields.map(([key, each]) => [key, inner(each)])), {
        requiredKeys: schema.required ?? [],
      })
    }
    case 'array':
      return fc.array(inner(Array.isArray(schema.items) ? true : (schema.items ?? true)), {
        maxLength: 3,
      })
    case 'string':
      return textOf(schema, names)
    case 'integer':
    case 'number':
      return fc.oneof({ weight: 3, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: oddNumber })
    case 'boolean':
      return fc.boolean()
    default:
      return anything
  }
}

/** Input for a call by its schema, or something else altogether. */
export const anyInput = (
  schema: z.ZodType | undefined,
  names: readonly string[],
): fc.Arbitrary<unknown> => {
  if (schema === undefined) return anything
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' })
  const fitting = valueOf(json, fc.constantFrom(...names))
  return fc.oneof({ weight: 4, arbitrary: fitting }, { weight: 1, arbitrary: anything })
}
