/** The octets from `from` to `to` as text, one character an octet (ISO 8859-1): any bytes survive the way there and back. */
export const latin1 = (bytes: Uint8Array, from = 0, to = bytes.length): string => {
  let text = ''
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] ?? 0)
  return text
}

/** Text as octets, one a character; what does not fit in one becomes `?`. */
export const toLatin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code > 0xff ? 0x3f : code
  })

/** Unsigned 16-bit number, network order. The caller has checked the bounds. */
export const u16 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)

/** Unsigned 32-bit number, network order. The caller has checked the bounds. */
export const u32 = (bytes: Uint8Array, at: number): number =>
  u16(bytes, at) * 65536 + u16(bytes, at + 2)

/** Joins pieces into one array. */
export const concat = (pieces: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
