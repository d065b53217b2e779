import { caseVariants } from './letter-case.js';

/** A Unicode property in a set, as the content of a JavaScript `v` class, e.g. `\p{L}`. */
export interface PropertyItem {
  readonly content: string;
  readonly negated: boolean;
}

/** A set of code points: sorted disjoint ranges (low, high, low, high…) and properties; `negated` turns the whole around. */
export interface CharSet {
  readonly ranges: readonly number[];
  readonly properties: readonly PropertyItem[];
  readonly negated: boolean;
}

export const lastCodePoint = 0x10ffff;

/** Sorts and joins ranges given in any order. */
export function normalRanges(ranges: readonly number[]): number[] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < ranges.length; i += 2) pairs.push([ranges[i]!, ranges[i + 1]!]);
  pairs.sort((a, b) => a[0] - b[0]);
  const joined: number[] = [];
  for (const [low, high] of pairs) {
    const last = joined.length - 1;
    if (last > 0 && low <= joined[last]! + 1) joined[last] = Math.max(joined[last]!, high);
    else joined.push(low, high);
  }
  return joined;
}

/** Everything that the ranges (sorted, disjoint) leave out. */
export function invertRanges(ranges: readonly number[]): number[] {
  const rest: number[] = [];
  let next = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    if (ranges[i]! > next) rest.push(next, ranges[i]! - 1);
    next = ranges[i + 1]! + 1;
  }
  if (next <= lastCodePoint) rest.push(next, lastCodePoint);
  return rest;
}

export function charSet(ranges: readonly number[], negated = false, properties: readonly PropertyItem[] = []): CharSet {
  return { ranges: normalRanges(ranges), properties, negated };
}

/** PCRE's classes without UCP: ASCII only; `\s` has the vertical tab; `.` and `\N` stop at `\n` only. */
export const digits = [0x30, 0x39];
export const wordChars = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];
export const spaces = [0x09, 0x0d, 0x20, 0x20];
export const horizontalSpaces = [
  0x09, 0x09, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x180e, 0x180e, 0x2000, 0x200a, 0x202f, 0x202f, 0x205f, 0x205f,
  0x3000, 0x3000,
];
export const verticalSpaces = [0x0a, 0x0d, 0x85, 0x85, 0x2028, 0x2029];
export const anyChar = charSet([], true);
export const notNewline = charSet([0x0a, 0x0a], true);

/** POSIX classes by name, as in the C locale. */
export const posixClasses: ReadonlyMap<string, readonly number[]> = new Map([
  ['alpha', [0x41, 0x5a, 0x61, 0x7a]],
  ['lower', [0x61, 0x7a]],
  ['upper', [0x41, 0x5a]],
  ['alnum', [0x30, 0x39, 0x41, 0x5a, 0x61, 0x7a]],
  ['ascii', [0x00, 0x7f]],
  ['blank', [0x09, 0x09, 0x20, 0x20]],
  ['cntrl', [0x00, 0x1f, 0x7f, 0x7f]],
  ['digit', digits],
  ['graph', [0x21, 0x7e]],
  ['print', [0x20, 0x7e]],
  ['punct', [0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0x7e]],
  ['space', spaces],
  ['word', wordChars],
  ['xdigit', [0x30, 0x39, 0x41, 0x46, 0x61, 0x66]],
]);

/** The set with the other letter case of each member added (before negation); properties ignore case flags, as in PCRE. */
export function foldSet(set: CharSet): CharSet {
  const extra: number[] = [];
  for (const [code, others] of caseVariants(set.ranges.at(-1) ?? 0)) {
    if (inRanges(set.ranges, code)) for (const other of others) extra.push(other, other);
  }
  return extra.length === 0 ? set : { ...set, ranges: normalRanges([...set.ranges, ...extra]) };
}

/** Whether sorted ranges hold a code point. */
export function inRanges(ranges: readonly number[], code: number): boolean {
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (code < ranges[middle * 2]!) high = middle - 1;
    else if (code > ranges[middle * 2 + 1]!) low = middle + 1;
    else return true;
  }
  return false;
}

/** Whether two sets may share a member; sets with properties always may. */
export function mayOverlap(a: CharSet, b: CharSet): boolean {
  if (a.properties.length > 0 || b.properties.length > 0) return true;
  const left = a.negated ? invertRanges(a.ranges) : a.ranges;
  const right = b.negated ? invertRanges(b.ranges) : b.ranges;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i + 1]! < right[j]!) i += 2;
    else if (right[j + 1]! < left[i]!) j += 2;
    else return true;
  }
  return false;
}

/** A set made ready for matching: a table for ASCII, a function for the rest. */
export interface SetTest {
  readonly ascii: Uint8Array;
  readonly other: (code: number) => boolean;
}

/** Compiles a set (letter case already folded in). */
export function compileSet(set: CharSet): SetTest {
  const { ranges, negated } = set;
  const tests = set.properties.map((item) => {
    const expression = new RegExp(`^[${item.negated ? '^' : ''}${item.content}]$`, 'v');
    return (code: number) => expression.test(String.fromCodePoint(code));
  });
  const has = (code: number): boolean => (inRanges(ranges, code) || tests.some((test) => test(code))) !== negated;
  const ascii = new Uint8Array(128);
  for (let code = 0; code < 128; code++) ascii[code] = has(code) ? 1 : 0;
  const constant = tests.length === 0 && (ranges.at(-1) ?? 0) < 128;
  return { ascii, other: constant ? () => negated : has };
}
