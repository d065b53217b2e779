import type { TableProcedure } from '../plan/nodes/set.js';
import { scalarText } from '../values/coerce.js';
import { compareText } from '../values/compare.js';
import type { Event } from '../values/event.js';
import { valuesOf } from '../values/value.js';

/** How the rows of a subsearch are written (spl-commands 9.2). */
export type RowFormat = Pick<TableProcedure & { readonly name: 'format' }, 'row' | 'multivalueSeparator'>;

/** What stands where a subsearch stood, without a `format` of its own. */
export const formatDefaults: RowFormat = { row: ['(', '(', 'AND', ')', 'OR', ')'], multivalueSeparator: 'OR' };

/** A value in double quotes as search terms write it. */
function quotedValue(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Rows as the text of a search; undefined where no row has a field that is not internal. */
export function formatRows(rows: readonly Event[], format: RowFormat): string | undefined {
  const [rowPrefix, columnPrefix, columnSeparator, columnEnd, rowSeparator, rowEnd] = format.row;
  const texts = rows.flatMap((row) => {
    const terms = row
      .fieldNames()
      .filter((field) => !field.startsWith('_'))
      .sort(compareText)
      .map((field) => term(field, row, format.multivalueSeparator));
    return terms.length === 0 ? [] : `${columnPrefix} ${terms.join(` ${columnSeparator} `)} ${columnEnd}`;
  });
  return texts.length === 0 ? undefined : `${rowPrefix} ${texts.join(` ${rowSeparator} `)} ${rowEnd}`;
}

/** `host="a"`, `( foo="x" OR foo="y" )`; a field `search` or `query` is its own text. */
function term(field: string, row: Event, separator: string): string {
  const values = valuesOf(row.get(field)).map(scalarText);
  const written =
    field === 'search' || field === 'query' ? values : values.map((value) => `${name(field)}=${quotedValue(value)}`);
  return written.length === 1 ? written[0]! : `( ${written.join(` ${separator} `)} )`;
}

/** A name that a search would cut apart is quoted. */
function name(field: string): string {
  return /^[^\s()[\],|"=<>!]+$/.test(field) ? field : quotedValue(field);
}
