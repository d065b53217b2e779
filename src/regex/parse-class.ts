import {
  type CharSet,
  charSet,
  digits,
  horizontalSpaces,
  invertRanges,
  normalRanges,
  type PropertyItem,
  posixClasses,
  spaces,
  verticalSpaces,
  wordChars,
} from './char-set.js';
import { parseCharEscape } from './parse-escape.js';
import type { PatternReader } from './pattern-reader.js';
import { unicodeProperty } from './unicode-property.js';

const typeEscapes: ReadonlyMap<string, readonly number[]> = new Map([
  ['d', digits],
  ['w', wordChars],
  ['s', spaces],
  ['h', horizontalSpaces],
  ['v', verticalSpaces],
]);

/** Reads `\d \D \w \W \s \S \h \H \v \V \p{…} \P{…}`, the reader being after the backslash; `undefined` when it is something else. */
export function parseTypeEscape(reader: PatternReader): CharSet | undefined {
  const start = reader.offset - 1;
  const letter = reader.peek();
  const ranges = typeEscapes.get(letter.toLowerCase());
  if (ranges !== undefined) {
    reader.next();
    return charSet(ranges, letter !== letter.toLowerCase());
  }
  if (letter !== 'p' && letter !== 'P') return undefined;
  reader.next();
  const name = reader.take('{') ? reader.until('}', `\\${letter}{ has no closing brace`) : reader.next();
  const property = unicodeProperty(name, letter === 'P');
  if (property === undefined) reader.fail(`unknown property name after \\${letter}: \`${name}\``, start);
  return charSet([], false, [property]);
}

/** Reads a class, the reader being after its opening bracket. `extended` is `(?xx)`: blanks and tabs do not count. */
export function parseClass(reader: PatternReader, extended: boolean): CharSet {
  const open = reader.offset - 1;
  const ranges: number[] = [];
  const properties: PropertyItem[] = [];
  const add = (set: CharSet): void => {
    ranges.push(...(set.negated ? invertRanges(normalRanges(set.ranges)) : set.ranges));
    properties.push(...set.properties);
  };
  const negated = reader.take('^');
  let quoted = false;
  for (let first = true; ; first = false) {
    if (reader.done) reader.fail('missing ] at the end of a character class', open);
    if (quoted && reader.take('\\E')) {
      quoted = false;
      first = true;
      continue;
    }
    if (!quoted && !first && reader.take(']')) break;
    if (!quoted && reader.take('\\Q')) {
      quoted = true;
      continue;
    }
    if (!quoted && reader.take('\\E')) continue;
    if (!quoted && extended && reader.match(/[ \t]+/y)) continue;
    const item = quoted ? reader.next().codePointAt(0)! : classItem(reader);
    if (typeof item !== 'number') {
      add(item);
      if (!quoted && reader.at('-') && !reader.at('-]')) {
        reader.fail(
          'invalid range in a character class: a range cannot begin with a class such as \\w; put the hyphen last or write \\-',
        );
      }
      continue;
    }
    const high = quoted ? undefined : rangeEnd(reader, item);
    ranges.push(item, high ?? item);
  }
  return charSet(ranges, negated, properties);
}

/** One member: a character, or a set such as `\d` or `[:alpha:]`. */
function classItem(reader: PatternReader): number | CharSet {
  const start = reader.offset;
  if (reader.at('[')) {
    const posix = posixClass(reader);
    if (posix !== undefined) return posix;
  }
  if (!reader.take('\\')) return reader.next().codePointAt(0)!;
  const type = parseTypeEscape(reader);
  if (type !== undefined) return type;
  const code = parseCharEscape(reader, true, 0);
  if (code === undefined) reader.fail(`the escape \\${reader.peek()} is not valid in a character class`, start);
  return code;
}

function rangeEnd(reader: PatternReader, low: number): number | undefined {
  const start = reader.offset;
  if (!reader.at('-') || reader.at('-]') || !reader.take('-')) return undefined;
  if (reader.done) reader.fail('missing ] at the end of a character class');
  const high = classItem(reader);
  if (typeof high !== 'number') {
    reader.fail(
      'invalid range in a character class: a range cannot end in a class such as \\w; put the hyphen last or write \\-',
      start,
    );
  }
  if (high < low) reader.fail('range out of order in a character class', start);
  return high;
}

function posixClass(reader: PatternReader): CharSet | undefined {
  const start = reader.offset;
  const found = reader.match(/\[([:.=])(\^?)([A-Za-z]*)\1\]/y);
  if (found === null) return undefined;
  if (found[1] !== ':') reader.fail('POSIX collating elements are not supported', start);
  const ranges = posixClasses.get(found[3]!);
  if (ranges === undefined) reader.fail(`unknown POSIX class name \`${found[3]}\``, start);
  return charSet(ranges, found[2] === '^');
}
