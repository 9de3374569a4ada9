/** The five meanings and the absence of one. Each has a token, a glyph and always a word. */
export type Tone = 'net' | 'cache' | 'fail' | 'ok' | 'rule' | 'mute'
