import { text } from './literals.js';

/** Letters whose capitals are several, such as ß: the engine knows letters only that become one. */
const special: readonly (readonly [letter: string, capitals: string])[] = Array.from({ length: 0xfb18 }, (_, code) =>
  String.fromCharCode(code),
).flatMap((letter) => {
  const capitals = letter.toUpperCase();
  return capitals.length > 1 ? [[letter, capitals] as const] : [];
});
const letters = special.map(([letter]) => letter);
const list = (texts: readonly string[]): string => `[${texts.map(text).join(', ')}]`;

/** A text `t` in capitals. */
export const capitals = `CASE WHEN regexp_matches(t, ${text(`[${letters.join('')}]`)})
    THEN array_to_string([coalesce(map(${list(letters)}, ${list(special.map(([, each]) => each))})[c], upper(c))
      FOR c IN regexp_extract_all(t, '(?s).')], '')
    ELSE upper(t) END`;

/** A text `t` in small letters: a sigma at the end of a word is another than inside, and the dot of İ stays. */
export const smallLetters = `CASE WHEN regexp_matches(t, '[İΣ]')
    THEN lower(regexp_replace(replace(t, 'İ', 'i\u0307'), '(\\p{L}\\p{M}*)Σ(\\p{M}*(?:[^\\p{L}\\p{M}]|$))', '\\1ς\\2', 'g'))
    ELSE lower(t) END`;
