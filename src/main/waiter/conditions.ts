/** The stored representation a request is about. */
export type Stored = { readonly size: number; readonly etag: string }

/** The header fields that bear on a body, as they came. */
export type Conditions = {
  readonly range?: string | undefined
  readonly ifRange?: string | undefined
  readonly ifMatch?: string | undefined
  readonly ifNoneMatch?: string | undefined
}

/** What to answer: bytes from `start` up to, not including, `end`, or no body at all. */
export type Plan =
  | { readonly status: 200 | 206; readonly start: number; readonly end: number }
  | { readonly status: 304 | 412 | 416 }

/**
 * What a conditional or partial GET or HEAD gets (RFC 9110 sections 13.2.2 and 14). A Range that is not
 * understood, asks for several parts or comes with HEAD is passed over, as 14.2 allows.
 */
export const planAnswer = (method: string, asked: Conditions, { size, etag }: Stored): Plan => {
  const whole: Plan = { status: 200, start: 0, end: size }
  if (asked.ifMatch !== undefined && !names(asked.ifMatch, etag)) return { status: 412 }
  if (asked.ifNoneMatch !== undefined && namesWeakly(asked.ifNoneMatch, etag))
    return { status: 304 }
  if (method !== 'GET' || asked.range === undefined || size === 0) return whole
  // 13.1.5: a validator that is not ours, a date included, means the client has something else.
  if (asked.ifRange !== undefined && asked.ifRange.trim() !== etag) return whole
  const span = parseRange(asked.range, size)
  if (span === undefined) return whole
  return span === 'unsatisfiable' ? { status: 416 } : { status: 206, ...span }
}

/** An entity tag (section 8.8.3); a comma may stand inside of it. */
const entityTags = /(?:W\/)?"[^"]*"/g

/** Whether a list of tags holds this one, or it is `*`, which is any. If-Match wants it strong (13.1.1). */
const names = (field: string, etag: string): boolean =>
  field.trim() === '*' || field.match(entityTags)?.includes(etag) === true

/** If-None-Match takes a weak one as well (13.1.2). */
const namesWeakly = (field: string, etag: string): boolean =>
  names(field, etag) || names(field, `W/${etag}`)

type Range = { readonly start: number; readonly end: number } | 'unsatisfiable' | undefined

/** Section 14.1.2: `bytes=first-last`, `bytes=first-` or `bytes=-length`. */
const parseRange = (field: string, size: number): Range => {
  const [, first = '', last = ''] = /^bytes\s*=\s*(\d*)\s*-\s*(\d*)$/i.exec(field.trim()) ?? []
  if (first === '' && last === '') return undefined
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return undefined
  if (start >= size) return 'unsatisfiable'
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) }
}
