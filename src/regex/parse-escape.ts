import { lastCodePoint } from './char-set.js';
import type { PatternReader } from './pattern-reader.js';

const simple: ReadonlyMap<string, number> = new Map([
  ['a', 0x07],
  ['e', 0x1b],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
]);

/**
 * Reads an escape that stands for one character, the reader being after the backslash; `undefined` (and nothing read) when it is
 * something else. `groupsSoFar` decides whether `\12` is a group or octal; `Infinity` is never reached in a class, where it is octal.
 */
export function parseCharEscape(reader: PatternReader, inClass: boolean, groupsSoFar: number): number | undefined {
  const start = reader.offset - 1;
  const char = reader.peek();
  if (char === '') reader.fail('the pattern ends in a lone backslash', start);
  const fixed = simple.get(char);
  if (fixed !== undefined) {
    reader.next();
    return fixed;
  }
  if (inClass && reader.take('b')) return 0x08;
  if (reader.take('c')) return controlChar(reader, start);
  if (reader.take('x')) return hexChar(reader, start);
  if (reader.take('o')) {
    if (!reader.take('{')) reader.fail('\\o must be followed by octal digits in braces', start);
    return numberIn(reader, reader.until('}', '\\o{ has no closing brace'), 8, start);
  }
  if (reader.take('N{U+')) return numberIn(reader, reader.until('}', '\\N{U+ has no closing brace'), 16, start);
  if (/[0-9]/.test(char)) return octalChar(reader, inClass, groupsSoFar);
  if (/[A-Za-z]/.test(char)) return undefined;
  reader.next();
  return char.codePointAt(0)!;
}

function controlChar(reader: PatternReader, start: number): number {
  const char = reader.next();
  const code = char.codePointAt(0);
  if (code === undefined || code < 0x20 || code > 0x7e)
    reader.fail('\\c must be followed by a printable ASCII character', start);
  return char.toUpperCase().charCodeAt(0) ^ 0x40;
}

function hexChar(reader: PatternReader, start: number): number {
  if (reader.take('{')) return numberIn(reader, reader.until('}', '\\x{ has no closing brace'), 16, start);
  const found = reader.match(/[0-9A-Fa-f]{0,2}/y)![0];
  return found === '' ? 0 : Number.parseInt(found, 16);
}

function octalChar(reader: PatternReader, inClass: boolean, groupsSoFar: number): number | undefined {
  const start = reader.offset - 1;
  const rest = reader.text.slice(reader.offset, reader.offset + 6);
  const decimal = /^\d+/.exec(rest)![0];
  const value = Number(decimal);
  if (!inClass && decimal[0] !== '0' && (value < 10 || /^[89]/.test(decimal) || value <= groupsSoFar)) return undefined;
  const octal = /^[0-7]{1,3}/.exec(rest)?.[0];
  // In a class \8 and \9 are the digits themselves.
  if (octal === undefined) return reader.next().charCodeAt(0);
  reader.offset += octal.length;
  return numberIn(reader, octal, 8, start);
}

function numberIn(reader: PatternReader, digits: string, radix: 8 | 16, start: number): number {
  const text = digits.trim();
  if (!(radix === 8 ? /^[0-7]+$/ : /^[0-9A-Fa-f]+$/).test(text)) {
    reader.fail(`\`${digits}\` is not ${radix === 8 ? 'an octal' : 'a hexadecimal'} number`, start);
  }
  const value = Number.parseInt(text, radix);
  if (value > lastCodePoint) reader.fail('the character code is too large', start);
  return value;
}
