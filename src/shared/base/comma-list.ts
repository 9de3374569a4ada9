/** What stands between the commas, without blanks around it; what is empty is left out. */
export const commaList = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
