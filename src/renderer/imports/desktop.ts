type Desktop = { readonly pathOf: (file: File) => string }

const isDesktop = (value: unknown): value is Desktop =>
  typeof value === 'object' &&
  value !== null &&
  'pathOf' in value &&
  typeof value.pathOf === 'function'

/** Where a file lies, in the desktop window; undefined in a browser, which does not tell. */
export const pathOf = (file: File): string | undefined => {
  const desktop: unknown = Reflect.get(globalThis, 'headwaiter')
  const path = isDesktop(desktop) ? desktop.pathOf(file) : ''
  return path === '' ? undefined : path
}
