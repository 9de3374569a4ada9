import type { Way } from './curve.ts'
import { placeOn } from './journey.ts'
import { travelTime, type Mark } from './marks.ts'
import type { Palette } from './palette.ts'
import { protocolOf, protocolShapes } from './protocol-shape.ts'

/** Radius of a mark of one message, and of one that counts several, in px. */
const [single, counted] = [5, 8]

const crossShape = 'M-6-6l12 12M6-6l-12 12'

/** What a mark may be drawn on: a canvas's own way of drawing, and how it makes shapes. */
export type Pen = {
  readonly context: CanvasRenderingContext2D
  readonly palette: Palette
}

const shapes = new Map<string, Path2D>()
const shapeOf = (path: string): Path2D => {
  const shape = shapes.get(path) ?? new Path2D(path)
  shapes.set(path, shape)
  return shape
}

/** What a number is written on: px of the stage, and how many are kept. */
const [noteWidth, noteHeight, mostNotes] = [24, 12, 256]

const notes = new Map<string, OffscreenCanvas>()

/**
 * A number as a picture. A canvas of the page cannot be written on before a browser has laid out the whole page, for
 * a font may depend on that; one that stands in no page can.
 */
const noteOf = ({ context, palette }: Pen, text: string): OffscreenCanvas => {
  const scale = context.getTransform().a
  const key = `${text} ${scale} ${palette.ground}`
  const known = notes.get(key)
  if (known !== undefined) return known
  if (notes.size >= mostNotes) notes.clear()
  const note = new OffscreenCanvas(noteWidth * scale, noteHeight * scale)
  const writing = note.getContext('2d')
  if (writing !== null) {
    writing.scale(scale, scale)
    writing.font = `600 9px ${palette.font}`
    writing.textAlign = 'center'
    writing.fillStyle = palette.ground
    writing.fillText(text, noteWidth / 2, noteHeight / 2 + 3)
  }
  notes.set(key, note)
  return note
}

/** A mute mark would have the colour of its cable and not be seen on it: it gets the colour of the net. */
const colourOf = ({ tone }: Mark, palette: Palette): string =>
  palette[tone === 'mute' ? 'net' : tone]

const drawTail = ({ context }: Pen, from: { x: number; y: number }, to: typeof from): void => {
  context.globalAlpha = 0.45
  context.lineWidth = 4
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.lineTo(to.x, to.y)
  context.stroke()
  context.globalAlpha = 1
}

const drawHead = (pen: Pen, mark: Mark): void => {
  const { context, palette } = pen
  const size = mark.count > 1 ? counted : single
  context.strokeStyle = palette.ground
  context.lineWidth = 1 / size
  context.scale(size, size)
  const shape = shapeOf(protocolShapes[protocolOf(mark)])
  context.fill(shape)
  context.stroke(shape)
  context.scale(1 / size, 1 / size)
  if (mark.count === 1) return
  const note = noteOf(pen, String(mark.count))
  context.drawImage(note, -noteWidth / 2, -noteHeight / 2, noteWidth, noteHeight)
}

const drawCross = ({ context, palette }: Pen): void => {
  context.strokeStyle = palette.wrong
  context.lineWidth = 3
  context.lineCap = 'round'
  context.stroke(shapeOf(crossShape))
}

/**
 * Draws one mark as it is at `now`: on its way with a tail, or, when it has failed, the cross at the end of it.
 * Leaves the context as it was.
 */
const drawMark = (pen: Pen, mark: Mark, way: Way, now: number): void => {
  const t = (now - mark.startedAt) / travelTime
  if (t >= 1 && !mark.failed) return
  const { context } = pen
  const { head, tail } = placeOn(way, t)
  context.save()
  context.fillStyle = context.strokeStyle = colourOf(mark, pen.palette)
  if (t < 1) drawTail(pen, head, tail)
  context.translate(head.x, head.y)
  if (t < 1) drawHead(pen, mark)
  else drawCross(pen)
  context.restore()
}

/** Draws marks as they are at `now`. */
export const drawMarks = (
  pen: Pen,
  marks: readonly Mark[],
  wayFor: (mark: Mark) => Way,
  now: number,
): void => {
  for (const mark of marks) drawMark(pen, mark, wayFor(mark), now)
}
