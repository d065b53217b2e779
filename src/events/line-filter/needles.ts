import type { WantedTexts } from './line-filter.js';

/** {@link WantedTexts} as byte sequences, with everything else that can turn into one of the texts. */
export interface Needles {
  /** Lower-case ASCII letters stand for either case; all other bytes for themselves. */
  readonly sequences: readonly Uint8Array[];
  /** ASCII codes that, written as an escape of JSON (`\u0061`), make a line wanted. */
  readonly escapes: Uint8Array;
}

const encoder = new TextEncoder();

/** Letters beyond ASCII whose lower case has one of ASCII in it: the Kelvin sign and the I with a dot above. */
const foldsToAscii: ReadonlyMap<string, string> = new Map([
  ['k', '\u212a'],
  ['i', '\u0130'],
]);

/**
 * JSON text that is parsed and written again has short forms for these and for the backslash: `\n` for `\u000a`, which puts a
 * letter in front of the text.
 */
const rewritten = [0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x5c];

/**
 * Makes texts ready to be looked for in raw bytes. In JSON a character of a text may be written as an escape, also one of an escape
 * that becomes visible only when a text inside the text is read, which is why the escaped backslash counts as well.
 */
export function needlesOf(texts: WantedTexts): Needles {
  const characters = new Set(texts.join(''));
  const escapes = new Uint8Array(128);
  for (const code of rewritten) escapes[code] = 1;
  for (const each of characters) {
    escapes[each.charCodeAt(0)] = 1;
    escapes[each.toUpperCase().charCodeAt(0)] = 1;
  }
  const all = new Set(texts);
  for (const [letter, other] of foldsToAscii) {
    if (!characters.has(letter)) continue;
    all.add(other);
    all.add(`\\u${other.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }
  return { sequences: [...all].map((each) => encoder.encode(each)), escapes };
}
