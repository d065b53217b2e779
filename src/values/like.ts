/** A LIKE pattern made ready. */
export type LikeMatcher = (text: string) => boolean;

/**
 * Prepares a LIKE pattern (spl-core 3.1): the whole text must match, `%` is any run of characters, `_` one character
 * (a code point), letter case counts, a backslash is an ordinary character. No regex is involved: the pieces between
 * the `%` signs are found one after the other, each at its leftmost place, and never tried again.
 */
export function compileLike(pattern: string): LikeMatcher {
  const pieces = pattern.split('%');
  const first = pieces[0]!;
  const last = pieces[pieces.length - 1]!;
  if (pattern.includes('_')) return likeWithPlaceholders(pieces);
  if (pieces.length === 1) return (text) => text === pattern;
  const middle = pieces.slice(1, -1).filter((piece) => piece !== '');
  const [only] = middle;
  if (only === undefined) {
    const shortest = first.length + last.length;
    return (text) => text.length >= shortest && text.startsWith(first) && text.endsWith(last);
  }
  if (middle.length === 1 && first === '' && last === '') return (text) => text.includes(only);
  return (text) => {
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const piece of middle) {
      const found = text.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return text.length - at >= last.length && text.endsWith(last);
  };
}

function likeWithPlaceholders(pieces: readonly string[]): LikeMatcher {
  const [first = [], ...rest] = pieces.map((piece) => [...piece]);
  const last = rest.pop();
  return (text) => {
    // Code points, so that `_` takes a whole character.
    const characters = [...text];
    if (!matchesAt(first, characters, 0)) return false;
    let at = first.length;
    if (last === undefined) return at === characters.length;
    for (const piece of rest) {
      while (at + piece.length <= characters.length && !matchesAt(piece, characters, at)) at++;
      if (at + piece.length > characters.length) return false;
      at += piece.length;
    }
    return characters.length - at >= last.length && matchesAt(last, characters, characters.length - last.length);
  };
}

function matchesAt(piece: readonly string[], characters: readonly string[], at: number): boolean {
  if (at + piece.length > characters.length) return false;
  for (let i = 0; i < piece.length; i++) if (piece[i] !== '_' && piece[i] !== characters[at + i]) return false;
  return true;
}

const prepared = new Map<string, LikeMatcher>();

/** The matcher of a pattern that comes out of the data: the most recent ones stay prepared. */
export function likeMatcher(pattern: string): LikeMatcher {
  let matcher = prepared.get(pattern);
  if (matcher === undefined) {
    matcher = compileLike(pattern);
    if (prepared.size >= 100) prepared.clear();
    prepared.set(pattern, matcher);
  }
  return matcher;
}
