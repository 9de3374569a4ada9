/** Bytes of one piece of an upload; a message of the API holds one with room to spare. */
export const uploadPiece = 4 * 1024 * 1024
