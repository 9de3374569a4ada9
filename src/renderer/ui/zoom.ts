let known: number | undefined

const forget = (): void => {
  known = undefined
}

/**
 * How much larger than in px of its own an element is on the page: `theme/base.css` enlarges all in a large window.
 * A browser lays out the whole page to tell, and a canvas asks for each drawing: it is asked once for each size of the window.
 */
export const zoomOf = (element: Element): number => {
  if (known !== undefined) return known
  addEventListener('resize', forget, { once: true })
  // Not every browser of those who look on tells.
  known = 'currentCSSZoom' in element ? element.currentCSSZoom : 1
  return known
}
