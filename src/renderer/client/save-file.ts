/** Hands a text or bytes to the person as a file of this name. */
export const saveFile = (
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  type: string,
): void => {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

/** A table for a spreadsheet. Excel takes a file without the mark at its beginning for one in an older code, and breaks every umlaut. */
export const saveCsv = (name: string, csv: string): void =>
  saveFile(name, `\uFEFF${csv}`, 'text/csv')
