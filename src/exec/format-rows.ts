import type { EvalContext } from '../functions/context.js';
import type { TableProcedure } from '../plan/nodes/procedure.js';
import { scalarText } from '../values/coerce.js';
import { compareText } from '../values/compare.js';
import type { Event } from '../values/event.js';
import { valuesOf } from '../values/value.js';
import { reportLimit } from './report-limit.js';

/** How the rows of a subsearch are written (spl-commands 9.2). */
export type RowFormat = Pick<TableProcedure & { readonly name: 'format' }, 'row' | 'multivalueSeparator'>;

/** What stands where a subsearch stood, without a `format` of its own. */
export const formatDefaults: RowFormat = { row: ['(', '(', 'AND', ')', 'OR', ')'], multivalueSeparator: 'OR' };

/** A value in double quotes as search terms write it. */
function quotedValue(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * Rows as the text of a search; undefined where no row has a field that is not internal. Rows for which the text would be longer than the
 * limit allows are left out, which is reported of `what`.
 */
export function formatRows(
  rows: readonly Event[],
  format: RowFormat,
  what: string,
  context: EvalContext,
): string | undefined {
  const [rowPrefix, columnPrefix, columnSeparator, columnEnd, rowSeparator, rowEnd] = format.row;
  const { texts } = textsWithin(rows, what, context, (row) => {
    const terms = row
      .fieldNames()
      .filter((field) => !field.startsWith('_'))
      .sort(compareText)
      .map((field) => term(field, row, format.multivalueSeparator));
    return terms.length === 0 ? undefined : `${columnPrefix} ${terms.join(` ${columnSeparator} `)} ${columnEnd}`;
  });
  return texts.length === 0 ? undefined : `${rowPrefix} ${texts.join(` ${rowSeparator} `)} ${rowEnd}`;
}

/** The texts of as many of the first rows as a search may have characters; more is reported of `what`. */
export function textsWithin(
  rows: Iterable<Event>,
  what: string,
  context: EvalContext,
  textOf: (row: Event) => string | undefined,
): { readonly texts: readonly string[]; readonly isCut: boolean } {
  const texts: string[] = [];
  let left = context.limits.expandedCharacters;
  for (const row of rows) {
    const text = textOf(row);
    if (text === undefined) continue;
    left -= text.length;
    if (left < 0) {
      reportLimit(context, what, 'expandedCharacters');
      return { texts, isCut: true };
    }
    texts.push(text);
  }
  return { texts, isCut: false };
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
