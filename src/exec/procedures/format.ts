import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { Event } from '../../values/event.js';
import { formatRows } from '../format-rows.js';
import { type Run, wholeTable } from '../operator.js';

/** `format`: the rows as the text of a search, in one field `search` (spl-commands 9.2). */
export function compileFormat(procedure: TableProcedure & { readonly name: 'format' }, input: Run): Run {
  return wholeTable(input, 'format', (rows, context) => {
    const taken = procedure.maxResults === 0 ? rows : rows.slice(0, procedure.maxResults);
    return [Event.of([['search', formatRows(taken, procedure, 'The text of format', context) ?? procedure.empty]])];
  });
}
