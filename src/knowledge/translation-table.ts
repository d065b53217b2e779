import { once } from '../support/once.js';
import { compileWildcard } from '../values/wildcard.js';
import type { TranslationTable } from './source-definition.js';

/** A translation of fields made ready. */
export interface CompiledTable {
  readonly keys: readonly string[];
  readonly mode: TranslationTable['mode'];
  /** Fields that some row sets. */
  readonly targets: ReadonlySet<string>;
  /** The values that a row sets for these values of the keys; the first row that fits. */
  find(texts: readonly string[]): ReadonlyMap<string, string> | null;
}

/** Makes a translation ready; its rows are looked through when it is first asked. */
export function compileTable(table: TranslationTable): CompiledTable {
  const { keys, mode } = table;
  const targets = new Set(table.rows.flatMap((row) => [...row.set.keys()]));
  const exact = !table.wildcard && table.rows.every((row) => keys.every((key) => row.when.get(key)?.length === 1));
  const find = once(exact ? () => findExactly(table) : () => findInOrder(table));
  return { keys, mode, targets, find: (texts) => find()(texts) };
}

type RowFinder = CompiledTable['find'];

function findExactly({ keys, rows }: TranslationTable): RowFinder {
  const index = new Map<string, ReadonlyMap<string, string>>();
  const keyOf = (texts: readonly string[]): string =>
    texts.length === 1 ? texts[0]! : texts.map((text) => `${text.length}:${text}`).join('');
  for (const row of rows) {
    const key = keyOf(keys.map((each) => row.when.get(each)![0]!));
    if (!index.has(key)) index.set(key, row.set);
  }
  return (texts) => index.get(keyOf(texts)) ?? null;
}

function findInOrder(table: TranslationTable): RowFinder {
  const rows = table.rows.map((row) => ({
    set: row.set,
    tests: table.keys.map((key) => {
      const cells = row.when.get(key);
      if (cells === undefined) return () => true;
      if (!table.wildcard) {
        const exact = new Set(cells);
        return (text: string) => exact.has(text);
      }
      const tests = cells.map((cell) => compileWildcard(cell, { caseSensitive: false }));
      return (text: string) => tests.some((test) => test(text));
    }),
  }));
  return (texts) => rows.find((row) => row.tests.every((test, i) => test(texts[i]!)))?.set ?? null;
}
