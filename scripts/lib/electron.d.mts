/** Whether this machine can show a window at all. */
export declare const hasDisplay: () => boolean
/** The Electron binary, if it is on this machine. */
export declare const electronBinary: () => string | undefined
/** Fetches the binary once; false when it cannot be had. */
export declare const installElectron: () => boolean
