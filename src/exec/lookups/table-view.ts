import { language } from '../../compile/compile.js';
import type { LookupDefinition } from '../../content/lookup-definition.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { createSource } from '../../source/source.js';
import { Event } from '../../values/event.js';
import { defaultLimits } from '../../values/limits.js';
import { LookupIndex, type LookupTable } from '../../values/lookup/lookup-index.js';
import { defaultSemantics } from '../../values/semantics.js';
import { compileSearchTerms } from '../compile-search.js';
import { plainContext } from '../plain-environment.js';
import type { LookupTableView } from './lookup-source.js';
import { tableTimes } from './table-times.js';

/** How a table is compared: the part of a definition that does not say where the rows are. */
export type TableSettings = Pick<LookupDefinition, 'minMatches' | 'maxMatches' | 'caseSensitive' | 'match'> &
  Partial<Pick<LookupDefinition, 'defaultMatch' | 'time' | 'filter'>>;

/** The settings of a table that has no definition. */
const plainTable: TableSettings = { minMatches: 0, maxMatches: 100, caseSensitive: true, match: new Map() };

/** A table with its settings as searches see it. */
export function createTableView(
  table: LookupTable,
  settings: TableSettings = plainTable,
  diagnostics: readonly Diagnostic[] = [],
): LookupTableView {
  const filtered = settings.filter === undefined ? { table, diagnostics: [] } : filterRows(table, settings.filter);
  const { fields, rows } = filtered.table;
  const { time } = settings;
  const indexes = new Map<string, LookupIndex>();
  return {
    fields,
    rows,
    diagnostics: [...diagnostics, ...filtered.diagnostics],
    matching: {
      match: settings.match,
      caseSensitive: settings.caseSensitive,
      maxMatches: settings.maxMatches,
      minMatches: settings.minMatches,
      defaultMatch: settings.defaultMatch ?? '',
    },
    ...(time === undefined ? {} : { timeField: time.field }),
    index(keys, clock) {
      const name = JSON.stringify(time === undefined ? keys : [keys, clock.timeZone, clock.now]);
      let index = indexes.get(name);
      if (index === undefined) {
        const missing = keys.filter((key) => !fields.includes(key));
        index = new LookupIndex(
          { fields: missing.length === 0 ? fields : [...fields, ...new Set(missing)], rows },
          {
            keys: keys.map((field) => ({ field, match: settings.match.get(field) ?? 'exact' })),
            caseSensitive: settings.caseSensitive,
            maxMatches: settings.maxMatches,
            minMatches: settings.minMatches,
            defaultMatch: settings.defaultMatch ?? '',
            ...(time === undefined ? {} : { times: tableTimes({ fields, rows }, time, clock) }),
          },
        );
        indexes.set(name, index);
      }
      return index;
    },
    withTable: (other) => createTableView(other, settings),
  };
}

/** A row of a table as an event; empty cells are absent fields. */
export function rowEvent(fields: readonly string[], row: readonly string[]): Event {
  const cells: [string, string | null][] = [];
  for (let i = 0; i < fields.length; i++)
    cells.push([fields[i]!, row[i] === undefined || row[i] === '' ? null : row[i]!]);
  return Event.of(cells);
}

/** Search terms look at nothing but the row. */
const noContext = plainContext({
  now: 0,
  timeZone: 'UTC',
  limits: defaultLimits,
  semantics: defaultSemantics,
});

/** The rows that meet the `filter` of the definition (spl-commands 8.2). */
function filterRows(table: LookupTable, filter: string): { table: LookupTable; diagnostics: readonly Diagnostic[] } {
  const { tree, diagnostics } = language.parseSearchExpression(createSource('lookup filter', filter));
  const wrong = diagnostics.filter((each) => each.severity === 'error');
  if (tree === undefined || wrong.length > 0) return { table: { ...table, rows: [] }, diagnostics: wrong };
  const test = compileSearchTerms(tree, { semantics: defaultSemantics, subsearch: () => () => false });
  const rows = table.rows.filter((row) => test(rowEvent(table.fields, row), noContext));
  return { table: { ...table, rows }, diagnostics: [] };
}
