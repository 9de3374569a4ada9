/** Whether a call gave a stream, which goes on after its answer. */
export const isStream = (output: unknown): output is AsyncGenerator<unknown, unknown> =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output
