/** What moves a cursor, turns the direction of what follows, or cannot be seen. */
const unfit = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const shown = (character: string): string => {
  const code = character.charCodeAt(0)
  if (code === 0x09) return ' '
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '\u2421' : '\ufffd'
}

/** The text with nothing in it that moves a cursor, colours a terminal or reorders what is read: a picture stands in its place. */
export const printable = (text: string): string => text.replaceAll(unfit, shown)
