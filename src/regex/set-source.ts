import { type CharSet, lastCodePoint } from './char-set.js';

/** A code point as JavaScript source; `unicode` is the `v` flag. */
export function charSource(code: number, unicode: boolean): string {
  if (isPlain(code)) return String.fromCharCode(code);
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  // Without the flag only subjects without such characters are matched.
  return unicode ? `\\u{${code.toString(16)}}` : '[]';
}

function isPlain(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    code === 0x20
  );
}

/** A set as a JavaScript class; properties need the `v` flag. */
export function setSource(set: CharSet, unicode: boolean): string {
  const highest = unicode ? lastCodePoint : 0xffff;
  let content = '';
  for (let i = 0; i < set.ranges.length; i += 2) {
    const low = set.ranges[i]!;
    const high = Math.min(set.ranges[i + 1]!, highest);
    if (low > highest) break;
    content += charSource(low, unicode);
    if (high > low) content += `${high > low + 1 ? '-' : ''}${charSource(high, unicode)}`;
  }
  for (const item of set.properties) content += item.negated ? `[^${item.content}]` : item.content;
  // V8 takes `[^]` for something that can be empty when the flag is `v`.
  if (content === '' && set.negated) return '[\\s\\S]';
  return `[${set.negated ? '^' : ''}${content}]`;
}
