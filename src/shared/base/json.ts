/** The fields of an object that came as JSON. */
export type Fields = Readonly<Record<string, unknown>>

/** Whether a value is an object with fields: no list, and no `null`. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value of a JSON text; undefined, which no schema takes, for what is none. */
export const tryJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a line of a JSON lines file says by a schema; nothing where a kill or a power cut has cut it. */
export const jsonLine = <T>(
  schema: { safeParse(value: unknown): { readonly data?: T | undefined } },
  line: string,
): readonly T[] => {
  const { data } = schema.safeParse(tryJson(line))
  return data === undefined ? [] : [data]
}
