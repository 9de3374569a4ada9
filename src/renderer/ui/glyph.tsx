import styles from './glyph.module.css'

/** Shapes that stand beside a colour and a word. 16 by 16, drawn with the text's own colour. */
const paths = {
  ok: 'M3.5 8.5l3 3 6-7',
  fail: 'M4 4l8 8M12 4l-8 8',
  skip: 'M4.5 8h7',
  wait: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11',
  cache: 'M3 3.5h10v3H3zM3 9.5h10v3H3zM5 5h2M5 11h2',
  disk: 'M3 3.5h10v9H3zM5.5 10h5',
  diskWhole:
    'M3 4.6c0-1.2 2.2-2.1 5-2.1s5 .9 5 2.1-2.2 2.1-5 2.1-5-.9-5-2.1v6.8c0 1.2 2.2 2.1 5 2.1s5-.9 5-2.1V4.6',
  diskDamaged:
    'M3 4.6c0-1.2 2.2-2.1 5-2.1s5 .9 5 2.1-2.2 2.1-5 2.1-5-.9-5-2.1v6.8c0 1.2 2.2 2.1 5 2.1s5-.9 5-2.1V4.6M1.5 14.5l13-13',
  warn: 'M8 2.5l6 11H2zM8 6.5v3.5M8 11.8v.2',
  off: 'M8 2.5v5M5 4.4a5 5 0 1 0 6 0',
  reboot: 'M12.6 6a5 5 0 1 0 .3 3.5M13 2.5V6h-3.5',
  plug: 'M9.5 4v3.5h3M9.5 12V8.5h3M9.5 4.5H7a3.5 3.5 0 0 0 0 7h2.5M3.5 8H1.5',
  link: 'M6.5 9.5l3-3M7 5l1.5-1.5a2.8 2.8 0 0 1 4 4L11 9M9 11l-1.5 1.5a2.8 2.8 0 0 1-4-4L5 7',
  rule: 'M2.5 4.5h6M2.5 8h11M2.5 11.5h4.5M11 3v3M9.5 10v3',
  vm: 'M3 3.5h10v7H3zM6 13h4M8 10.5V13',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9M10.5 10.5l3 3',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.5l7.5 4.5L5 12.5z',
  step: 'M4 3.5l6 4.5-6 4.5zM12 3.5v9',
  sun: 'M8 5a3 3 0 1 1 0 6a3 3 0 0 1 0-6M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  moon: 'M12.5 10A5.5 5.5 0 0 1 6 3.5a5.5 5.5 0 1 0 6.5 6.5',
  screen: 'M2.5 3.5h11v7h-11zM6 13h4',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  lesson: 'M1.5 6l6.5-3 6.5 3L8 9zM4.5 7.5v3c2 1.5 5 1.5 7 0v-3',
  loop: 'M4 4h4.5a3.5 3.5 0 0 1 0 7H5M7 8.5L4.5 11 7 13.5',
  right: 'M3 8h10M9.5 4.5L13 8l-3.5 3.5',
  hold: 'M5 8.5V4.5M7 8V3M9 8V3.5M11 9V5M5 8.5L3.5 7.5M5 8.5v2a3.5 3.5 0 0 0 6 1V9',
  unknown: 'M5.5 6a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.6M8 12.7v.1',
  info: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M8 7.5v3.5M8 5v.2',
  keyboard: 'M1.5 4.5h13v7h-13zM4 7h.2M6.5 7h.2M9 7h.2M11.5 7h.2M5 9.5h6',
} as const
export type GlyphName = keyof typeof paths | 'dot' | 'spin'

export type GlyphProps = { readonly name: GlyphName; readonly size?: number }

/** A shape beside a word; the word carries the meaning for those who cannot see it. */
export const Glyph = ({ name, size = 14 }: GlyphProps) => (
  <svg
    className={name === 'spin' ? styles.spin : undefined}
    width={size}
    height={size}
    viewBox="0 0 16 16"
    aria-hidden="true"
    focusable="false"
  >
    {name === 'dot' ? (
      <circle cx="8" cy="8" r="4" fill="currentColor" />
    ) : (
      <path
        d={name === 'spin' ? paths.wait : paths[name]}
        fill={name === 'play' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeDasharray={name === 'wait' || name === 'spin' ? '2.6 3.1' : undefined}
      />
    )}
  </svg>
)
