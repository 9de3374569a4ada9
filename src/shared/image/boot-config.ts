import { LabError } from '../base/index.ts'

/**
 * boot.cfg, the file that tells mboot what to load: one `key=value` a line. Order, unknown keys and
 * repeated keys are kept, so that reading and writing gives the same file. Rules as in the loader's
 * public source (github.com/vmware/esx-boot, bootlib/parse.c and mboot/config.c).
 */
export type BootConfig = { readonly entries: readonly BootEntry[] }
export type BootEntry = { readonly key: string; readonly value: string }

/** A file that boot.cfg names, with the text that follows its name. */
export type BootFile = { readonly name: string; readonly options: string }

const separator = '---'
const numbers = new Set([
  'nobootif',
  'timeout',
  'noquirks',
  'norts',
  'runtimewd',
  'runtimewdtimeout',
  'tftpblksize',
  'skip',
  'errtimeout',
])

/**
 * Reads a boot.cfg. `LabError` `image.bootcfg-invalid` (detail `line`) for a number that is none and
 * for a file without `kernel`; lines without `=` and `#` lines are skipped, as mboot does.
 */
export const parseBootConfig = (text: string): BootConfig => {
  const entries = text.split('\n').flatMap((raw, index) => parseLine(raw, index + 1))
  const config = { entries }
  if (bootValue(config, 'kernel') === '') {
    throw new LabError('image.bootcfg-invalid', 'kernel=<FILEPATH> must be set in boot.cfg.')
  }
  return config
}

const parseLine = (raw: string, line: number): BootEntry[] => {
  const text = raw.replaceAll(/\s+/g, ' ').trim()
  const at = text.indexOf('=')
  if (text.startsWith('#') || at < 1) return []
  const key = text.slice(0, at).trim().toLowerCase()
  const value = text.slice(at + 1).trim()
  if (numbers.has(key) && !/^-?\d*$/.test(value)) {
    throw new LabError('image.bootcfg-invalid', `boot.cfg line ${line}: ${key} is not a number.`, {
      line,
      key,
    })
  }
  return [{ key, value }]
}

/** The value of a key, empty when it is not there. The last line wins, as in mboot. */
export const bootValue = (config: BootConfig, key: string): string =>
  config.entries.findLast((entry) => entry.key === key)?.value ?? ''

/** ms after a fatal error until mboot gives control back to firmware; undefined: it hangs. Nobody waits for weeks. */
export const errorTimeout = (config: BootConfig): number | undefined => {
  const seconds = bootValue(config, 'errtimeout')
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : undefined
}

/** The same file with the key set: in its place when it is there, at the end when not. */
export const withBootValue = (config: BootConfig, key: string, value: string): BootConfig => {
  const at = config.entries.findLastIndex((entry) => entry.key === key)
  return at < 0
    ? { entries: [...config.entries, { key, value }] }
    : { entries: config.entries.with(at, { key, value }) }
}

/** The files of a list value (`modules`, `acpitables`), in order: `a --- b with options --- c`. */
export const bootFiles = (value: string): readonly BootFile[] =>
  value.split(separator).flatMap((item) => {
    const [name = '', ...options] = item.trim().split(/\s+/)
    return name === '' ? [] : [{ name, options: options.join(' ') }]
  })

/** A list value from its files. */
export const formatBootFiles = (files: readonly BootFile[]): string =>
  files
    .map(({ name, options }) => (options === '' ? name : `${name} ${options}`))
    .join(` ${separator} `)

/** The file as text, a line feed after every line. */
export const formatBootConfig = (config: BootConfig): string =>
  config.entries.map(({ key, value }) => `${key}=${value}\n`).join('')

/**
 * Where mboot fetches a file from: a name with a scheme is taken as it is; others hang below `prefix`,
 * or, without one, below the directory of boot.cfg (`configUrl`).
 */
export const bootFileUrl = (config: BootConfig, configUrl: string, name: string): string => {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) return name
  const prefix = bootValue(config, 'prefix')
  const directory = prefix === '' ? configUrl.replace(/[^/]*$/, '') : prefix
  return `${directory.replace(/\/+$/, '')}/${name.replace(/^\/+/, '')}`
}
