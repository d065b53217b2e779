import type { Semantics } from '../../values/semantics.js';

const surrogate = /[\ud800-\udfff]/;

/**
 * `substr` as SQLite defines it (spl-core 3.10, 8.12): positions count characters from 1, negative ones from the end; a
 * negative count takes the characters before the start. Position 0 lies before the text, or means 1.
 */
export function substring(text: string, start: number, count: number, zero: Semantics['substrZero']): string {
  // Only text with characters outside the basic plane has to be cut apart.
  const characters = surrogate.test(text) ? Array.from(text) : null;
  const length = characters?.length ?? text.length;
  let from = Math.trunc(start);
  let take = Math.abs(Math.trunc(count));
  if (from === 0 && zero === 'as-one') from = 1;
  if (from < 0) {
    from += length;
    if (from < 0) {
      take = Math.max(0, take + from);
      from = 0;
    }
  } else if (from > 0) from--;
  else if (take > 0) take--;
  if (count < 0) {
    from -= take;
    if (from < 0) {
      take = Math.max(0, take + from);
      from = 0;
    }
  }
  return characters === null ? text.slice(from, from + take) : characters.slice(from, from + take).join('');
}
