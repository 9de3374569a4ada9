/**
 * An element that takes the text of a style sheet and keeps it out of the page's markup: our content
 * policy forbids style elements, and the terminal writes three. Its text becomes a sheet that the
 * document adopts.
 */
const sheetElement = (page: Document): HTMLElement => {
  const element = page.createElement('span')
  const sheet = new CSSStyleSheet()
  page.adoptedStyleSheets.push(sheet)
  element.hidden = true
  Object.defineProperty(element, 'textContent', {
    get: () => '',
    set: (text: string) => sheet.replaceSync(text),
  })
  element.remove = () => {
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((each) => each !== sheet)
    Element.prototype.remove.call(element)
  }
  return element
}

/** The page as the terminal sees it: all of it, with style elements that are none. */
export const xtermDocument = (page: Document): Document =>
  new Proxy(page, {
    get: (target, key) => {
      if (key === 'createElement')
        return (name: string) =>
          name === 'style' ? sheetElement(target) : target.createElement(name)
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  })
