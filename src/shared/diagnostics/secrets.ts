/** Stands for what never goes along, and for what may name what nobody knows any more. */
export const leftOut = '(left-out)'

const secretName =
  /pass(word|wd|phrase)|secret|token|credential|session-?id|cookie|authorization|(private|api|access|license|encryption)[-_ ]?key|rootpw/i

/** Secrets as texts write them: headers, `name=value`, parameters of PowerShell, crypt hashes, private keys. */
const written: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, leftOut],
  [/\$(1|2[aby]?|5|6|y)\$[./A-Za-z0-9$=]+/g, leftOut],
  [
    /^((?:proxy-)?authorization|(?:set-)?cookie|[\w-]*(?:session-id|token|api-key)):[ \t]*[^\r\n]+/gim,
    `$1: ${leftOut}`,
  ],
  [/(-(?:[A-Za-z]*Password|Credential)[ \t]+)('[^']*'|"[^"]*"|\S+)/g, `$1${leftOut}`],
  [
    /\b([\w-]*(?:pass(?:word|wd|phrase)?|secret|token|rootpw|session-?id|api[-_]?key))(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&;,"']+)/gi,
    `$1$2${leftOut}`,
  ],
]

/** A text without the secrets that can be told as such. */
export const secretFreeText = (text: string): string =>
  written.reduce((rest, [pattern, stand]) => rest.replace(pattern, stand), text)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** `{ key: 'password', value: '...' }`, as lists of settings have it. */
const namesSecret = (entry: Readonly<Record<string, unknown>>): boolean =>
  [entry.key, entry.name].some((name) => typeof name === 'string' && secretName.test(name))

const isTelling = (value: unknown): boolean => typeof value === 'string' || isObject(value)

/** JSON without secrets: values under a name that says so, and what texts hold. */
export const withoutSecrets = (value: unknown): unknown => {
  if (typeof value === 'string') return secretFreeText(value)
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const isSecret = secretName.test(key) || (key === 'value' && namesSecret(value))
      return [key, isSecret && isTelling(each) ? leftOut : withoutSecrets(each)]
    }),
  )
}
