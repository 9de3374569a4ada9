import koffi from 'koffi'

/** Memory outside of the JavaScript heap: it does not move, so its address may be handed to the kernel. */
export type Memory = {
  readonly at: number
  readonly bytes: Uint8Array
  readonly view: DataView
}

/** Allocates memory. It is held as long as the thread lives. */
export const allocate = (size: number): Memory => {
  const pointer = koffi.alloc('uint8_t', size)
  const buffer = koffi.view(pointer, size)
  return { at: Number(pointer), bytes: new Uint8Array(buffer), view: new DataView(buffer) }
}
