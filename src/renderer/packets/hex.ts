/** A line of bytes as one reads them: where it begins, each byte, and what can be printed. */
export type HexLine = {
  readonly at: number
  readonly bytes: readonly { readonly at: number; readonly hex: string; readonly text: string }[]
}

const printable = (byte: number): string =>
  byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : '·'

/** Bytes as lines of a hex dump, sixteen to a line or as many as there is room for. */
export const hexLines = (bytes: Uint8Array, perLine = 16): readonly HexLine[] =>
  Array.from({ length: Math.ceil(bytes.length / perLine) }, (_, line) => {
    const at = line * perLine
    return {
      at,
      bytes: [...bytes.subarray(at, at + perLine)].map((byte, index) => ({
        at: at + index,
        hex: byte.toString(16).padStart(2, '0'),
        text: printable(byte),
      })),
    }
  })
