import { zoomOf } from '../ui/zoom.ts'
import type { Box } from './geometry.ts'

/** Gives a canvas the size of its part of the stage in the screen's own pixels, draws by the stage's, and empties it. */
export const fitTo = (
  surface: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
): void => {
  const scale = devicePixelRatio * zoomOf(surface)
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)]
  if (surface.width !== wide || surface.height !== high) {
    surface.width = wide
    surface.height = high
  }
  context.setTransform(scale, 0, 0, scale, -x * scale, -y * scale)
  context.clearRect(x, y, width, height)
}
