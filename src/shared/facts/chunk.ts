/**
 * Facts that are packed together, where a long journal is kept or carried in few bytes. Chunk 0 begins at the first
 * fact; packed, a chunk is the raw DEFLATE (RFC 1951) of the JSON of its facts by columns.
 */
export const chunkSize = 512
