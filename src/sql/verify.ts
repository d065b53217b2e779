import { looksNumeric } from '../values/coerce.js';

type Row = Readonly<Record<string, string | readonly string[]>>;

/**
 * Where the rows of two engines differ, in words; undefined when they are the same. Numbers are the same when they agree to nine
 * digits: sums of fractions depend on the order of the additions.
 */
export function differenceOf(expected: readonly Row[], actual: readonly Row[], ordered: boolean): string | undefined {
  if (expected.length !== actual.length)
    return `${actual.length} rows instead of ${expected.length}: ${clipped(actual)} instead of ${clipped(expected)}`;
  const sorted = (rows: readonly Row[]): readonly Row[] =>
    ordered ? rows : [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const [left, right] = [sorted(expected), sorted(actual)];
  for (const [index, wanted] of left.entries()) {
    const found = right[index]!;
    for (const name of new Set([...Object.keys(wanted), ...Object.keys(found)])) {
      const a = Object.hasOwn(wanted, name) ? wanted[name]! : undefined;
      const b = Object.hasOwn(found, name) ? found[name]! : undefined;
      if (!sameCell(a, b)) return `row ${index + 1}, ${name}: ${clipped(b)} instead of ${clipped(a)}`;
    }
  }
  return undefined;
}

function clipped(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** A row as text in which the last digits of numbers do not count. */
function keyOf(row: Row): string {
  const cells = Object.keys(row)
    .sort()
    .map((name) => [
      name,
      typeof row[name] === 'string' ? rounded(row[name]) : (row[name] as readonly string[]).map(rounded),
    ]);
  return JSON.stringify(cells);
}

const rounded = (text: string): string => (looksNumeric(text) ? Number(text).toPrecision(8) : text);

function sameCell(a: string | readonly string[] | undefined, b: string | readonly string[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const [left, right] = [typeof a === 'string' ? [a] : a, typeof b === 'string' ? [b] : b];
  return left.length === right.length && left.every((each, index) => sameText(each, right[index]!));
}

function sameText(a: string, b: string): boolean {
  if (a === b) return true;
  if (!looksNumeric(a) || !looksNumeric(b)) return false;
  const [x, y] = [Number(a), Number(b)];
  return Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y), 1e-300);
}
