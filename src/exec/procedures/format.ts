import type { TableProcedure } from '../../plan/nodes/set.js';
import { scalarText } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import { Event } from '../../values/event.js';
import { valuesOf } from '../../values/value.js';
import { type Run, wholeTable } from '../operator.js';

/** A value in double quotes as search terms write it. */
export function quotedValue(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** `format`: the rows as the text of a search, in one field `search` (spl-commands 9.2). */
export function compileFormat(procedure: TableProcedure & { readonly name: 'format' }, input: Run): Run {
  const [rowPrefix, columnPrefix, columnSeparator, columnEnd, rowSeparator, rowEnd] = procedure.row;
  return wholeTable(input, 'format', (rows) => {
    const taken = procedure.maxResults === 0 ? rows : rows.slice(0, procedure.maxResults);
    const texts = taken.flatMap((row) => {
      const terms = row
        .fieldNames()
        .filter((field) => !field.startsWith('_'))
        .sort(compareText)
        .map((field) => term(field, row, procedure.multivalueSeparator));
      return terms.length === 0 ? [] : `${columnPrefix} ${terms.join(` ${columnSeparator} `)} ${columnEnd}`;
    });
    const text = texts.length === 0 ? procedure.empty : `${rowPrefix} ${texts.join(` ${rowSeparator} `)} ${rowEnd}`;
    return [Event.of([['search', text]])];
  });
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
