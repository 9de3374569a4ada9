/**
 * An element that takes the text of a style sheet and keeps it out of the page's markup: its text
 * becomes a sheet that the document adopts, until the element is removed.
 */
const sheetElement = (page: Document, create: Document['createElement']): HTMLElement => {
  const element: HTMLElement = create('span')
  const sheet = new CSSStyleSheet()
  page.adoptedStyleSheets.push(sheet)
  element.hidden = true
  Object.defineProperty(element, 'textContent', {
    get: () => '',
    set: (text: string) => {
      sheet.replaceSync(text)
    },
  })
  element.remove = () => {
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((each) => each !== sheet)
    Element.prototype.remove.call(element)
  }
  return element
}

/**
 * Does work that would put style elements into the page, which our content policy forbids: they are
 * adopted sheets instead. The terminal takes another document for most of its elements
 * (`documentOverride`), but not for all.
 */
export const withoutStyleElements = (page: Document, work: () => void): void => {
  const create = page.createElement.bind(page)
  const replaced = (name: string, options?: ElementCreationOptions): HTMLElement =>
    name === 'style' ? sheetElement(page, create) : create(name, options)
  Object.defineProperty(page, 'createElement', { value: replaced, configurable: true })
  try {
    work()
  } finally {
    // The one of the prototype is there again.
    Reflect.deleteProperty(page, 'createElement')
  }
}
