export const reference = {
  title: 'Words and codes',
  open: 'Words and codes: glossary and error decoder',
  filter: 'A word or a code, such as PXE-E18',
  codes: 'Codes of firmware and network',
  terms: 'Words',
  look: (what: string) => `Check: ${what}`,
  none: 'Nothing of that name.',
  close: 'Close',
}
