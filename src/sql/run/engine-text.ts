import { formatNumber } from '../../values/coerce.js';
import type { EngineQuery, EngineRow } from './engine.js';

const loneHalf = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Makes texts fit for an engine and counts those that had to be changed. */
export class EngineText {
  changed = 0;
  readonly #nul: boolean;

  /** `nul`: whether the engine can hold NUL. */
  constructor({ nul }: { readonly nul: boolean }) {
    this.#nul = nul;
  }

  of(text: string): string {
    let fit = text.replace(loneHalf, '\ufffd');
    if (!this.#nul && fit.includes('\0')) fit = fit.replaceAll('\0', '');
    if (fit !== text) this.changed++;
    return fit;
  }

  /** Lists by field; fields whose names become the same are joined. */
  map(fields: ReadonlyMap<string, readonly string[]>): Readonly<Record<string, readonly string[]>> {
    const fit = new Map<string, string[]>();
    for (const [field, values] of fields) {
      const key = this.of(field);
      fit.set(key, [...(fit.get(key) ?? []), ...values.map((value) => this.of(value))]);
    }
    return Object.fromEntries(fit);
  }
}

/** What a cell of a result may be once its engine's own types are taken off. */
export type PlainCell = null | string | number | boolean | readonly unknown[];

/** A cell as a field holds it; undefined where the row lacks the field. */
export function fieldValue(cell: PlainCell | undefined): string | string[] | undefined {
  if (cell === null || cell === undefined) return undefined;
  if (typeof cell === 'number') return formatNumber(cell);
  if (!Array.isArray(cell)) return String(cell);
  const items = cell
    .filter((item) => item !== null)
    .map((item) => (typeof item === 'number' ? formatNumber(item) : String(item)));
  return items.length === 0 ? undefined : items.length === 1 ? items[0]! : items;
}

/** The row that the cells of a search mean; `others` are the fields of its map. */
export function rowOf(
  { columns, open }: EngineQuery,
  cells: readonly (PlainCell | undefined)[],
  others: Iterable<readonly [string, PlainCell]>,
): EngineRow {
  const row: [string, string | string[]][] = [];
  columns.forEach(({ field }, index) => {
    const value = fieldValue(cells[index]);
    if (value !== undefined) row.push([field, value]);
  });
  if (open) {
    // A column hides the entry of its name, also where it is null.
    const hidden = new Set(columns.map(({ field }) => field));
    for (const [field, cell] of others) {
      const value = hidden.has(field) ? undefined : fieldValue(cell);
      if (value !== undefined) row.push([field, value]);
    }
  }
  return Object.fromEntries(row);
}
