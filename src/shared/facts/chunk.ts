/** Facts that are packed together, where a long journal is kept or carried in few bytes. */
export const chunkSize = 512
