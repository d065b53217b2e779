import type { Aggregation } from '../../plan/nodes/aggregate.js';
import type { Span } from '../../source/span.js';
import { aggregatedValue } from '../aggregates.js';
import type { Emitter } from '../emitter.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnValues, optional } from '../rows.js';
import type { SqlValue } from '../value.js';
import { grouped, type Keyed } from './groups.js';
import { entryNames, keyTest, renamedKey } from './row-wise.js';

/** Names of fields, and what each is called in the result. */
const patternOf = ({ argument }: Aggregation): string => (argument.kind === 'field' ? argument.name : '');

/**
 * Adds to the rows of groups what aggregations over patterns give for the fields that are not known before the run: the entries of
 * the rows are grouped by their names as well, and the results of each group become a map.
 */
export function withOpenAggregates(
  groups: Relation,
  keyed: Keyed,
  aggregations: readonly Aggregation[],
  by: readonly string[],
  span: Span,
  cx: Emitter,
): Relation {
  const { dialect, statement } = cx;
  const { maps, name: q } = dialect;
  const keys = keyed.keys.map((key, i) => ({ ...key, field: `#key${i + 1}` }));
  let from = `${groups.table} AS g`;
  const found: string[] = [];
  for (const [i, aggregation] of aggregations.entries()) {
    const results = resultsOf({ ...keyed, keys }, aggregation, by, span, cx);
    const on = keyed.keys.map(({ field }, k) => {
      const [a, b] = [fieldOf(groups, field, dialect, 'g.'), fieldOf(results, `#key${k + 1}`, dialect, `m${i}.`)];
      return `${a.sql} = ${b.sql}`;
    });
    const always = dialect.tables.always?.(`g.${q('#')}`, `m${i}.${q('#')}`) ?? 'TRUE';
    from += ` LEFT JOIN ${optional(results, cx)} AS m${i} ON ${on.length === 0 ? always : on.join(' AND ')}`;
    found.push(maps.held(`m${i}.${q('*')}`));
  }
  return statement.select('stats', span, from, columnValues(groups, cx, 'g.'), {
    position: `g.${q('#')}`,
    map: found.reduce((first, second) => maps.concat(second, first)),
  });
}

/** A row for each group with the results of one aggregation as a map. */
function resultsOf(
  { rows, keys }: Keyed,
  aggregation: Aggregation,
  by: readonly string[],
  span: Span,
  cx: Emitter,
): Relation {
  const { convert, dialect, statement } = cx;
  const { aggregates, maps, name: q } = dialect;
  const pattern = patternOf(aggregation);
  const test = (key: string): string =>
    `${keyTest([pattern], key, cx)}${rows.metrics === true ? ` AND ${isMetric(key, cx)}` : ''}`;
  const names = entryNames(rows, test, by, cx);
  const entries = {
    ...rows,
    table: statement.step('entries', span, dialect.tables.unnest(rows.table, names, '#name')),
  };
  const entry: SqlValue = { sql: maps.entry(q('*'), q('#name')), type: 'list' };
  const name = { field: '#name', name: '#name', value: { sql: q('#name'), type: 'text' } as const, certain: true };
  const value = aggregatedValue(aggregation, entry, entries, cx);
  const cells = grouped(
    { rows: entries, keys: [...keys, name] },
    [{ as: '#value', value, neverNull: true }],
    'cells',
    span,
    cx,
    true,
    false,
  );
  const result = fieldOf(cells, '#value', dialect);
  const renamed = renamedKey([{ from: pattern, to: aggregation.as }], q('#name'), span, cx);
  const fields = new Map(keys.map(({ field }) => [field, fieldOf(cells, field, dialect)]));
  const group = [...fields.values()].map(({ sql }) => sql).join(', ');
  return statement.select('results', span, cells.table, fields, {
    position: aggregates.count('*', ''),
    map: aggregates.mapOf(renamed, convert.list(result), convert.present(result)),
    ...(group === '' ? {} : { tail: `GROUP BY ${group}` }),
  });
}

/** Whether a name of a data point is that of a metric, not of a dimension. */
function isMetric(key: string, { convert, dialect }: Emitter): string {
  const { lists, maps, name: q, text } = dialect;
  const named: SqlValue = { sql: maps.entry(q('*'), `${text('metric_name:')} || ${key}`), type: 'list' };
  return `(${lists.contains(maps.entry(q('*'), text('metric_name')), key)} OR ${convert.present(named)})`;
}
