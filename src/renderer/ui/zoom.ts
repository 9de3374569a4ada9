/** How much larger than in px of its own an element is on the page: `theme/base.css` enlarges all in a large window. */
export const zoomOf = (element: Element): number =>
  // Not every browser of those who look on tells.
  'currentCSSZoom' in element ? element.currentCSSZoom : 1
