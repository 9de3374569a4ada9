import { createTheme } from '@mantine/core'

/**
 * What Mantine needs to know beside our tokens. Nothing locks the page's scrolling: that would need a
 * style element, which our content policy forbids.
 */
export const theme = createTheme({
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { lockScroll: false, centered: true, overlayProps: { blur: 2 } } },
    Menu: {
      // A menu holds items alone; the first of them takes the focus.
      defaultProps: { shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false },
    },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, multiline: true, maw: 320 } },
  },
})
