/** `::ffff:10.0.0.1` is how a dual-stack socket writes 10.0.0.1. Empty for a socket that is closed. */
export const plainAddress = (address = ''): string => address.replace(/^::ffff:/, '')
