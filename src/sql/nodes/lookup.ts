import { columnsMissing } from '../../plan/lookup-reads.js';
import type { NodeOf } from '../../plan/plan.js';
import type { SqlTables } from '../dialect.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnsOf } from '../rows.js';
import type { LookupTableSchema } from '../schema.js';
import type { SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { settled, withFields } from './row-wise.js';

/** `lookup`: fields from the rows of a table that agree with the event (spl-commands 8.1). */
export const emitLookup: NodeTemplate<'lookup'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  const table = cx.schema.lookup(node.table);
  if (table === undefined) return unsupported(`there is no lookup ${node.table}`, node.tableSpan);
  if (table.timed)
    return unsupported(
      `the lookup ${node.table} is time-based, so that the row that counts is another for each time of an event`,
      node.tableSpan,
    );
  const keys = node.inputs.map((each) => each.table);
  const outputs =
    node.outputs ??
    table.fields.filter((field) => !keys.includes(field)).map((field) => ({ table: field, event: field }));
  const missing = columnsMissing(node, table.fields)[0];
  if (missing !== undefined)
    return unsupported(`the lookup ${node.table} has no column ${missing.table}`, missing.span);
  const inputs = node.inputs.map((each) => fieldOf(rows, each.event, cx.dialect));
  if (inputs.some((value) => value.type === 'null')) return rows;
  if (table.minMatches > 1) return unsupported('a lookup that asks for several matches', node.span);
  const request: Request = { node, rows, table, inputs, keys, outputs: outputs.map((each) => each.table) };
  const { regroup } = cx.dialect.tables;
  const matched = regroup === undefined ? besideTable(request, cx) : besideRows(request, regroup, cx);
  const clears = node.overwrite && node.outputs !== undefined && cx.schema.semantics.lookupOutputNoMatch === 'cleared';
  const { convert } = cx;
  const changes = new Map<string, SqlValue>();
  for (const [i, { event }] of outputs.entries()) {
    const before = fieldOf(rows, event, cx.dialect, 'l.');
    const cells: SqlValue = { sql: matched.cell(i), type: 'list' };
    if (before.type === 'null') changes.set(event, cells);
    else if (!node.overwrite)
      changes.set(event, { sql: convert.firstOf([convert.list(before), cells.sql], 'list'), type: 'list' });
    else {
      const cleared = clears ? matched.asked : matched.some;
      const kept = convert.firstOf([cells.sql, convert.list(before)], 'list');
      changes.set(event, { sql: convert.choice([[cleared, cells.sql]], kept, 'list'), type: 'list' });
    }
  }
  return withFields(rows, changes, 'lookup', node.span, cx, { from: matched.from, qualifier: 'l.' });
};

interface Request {
  readonly node: NodeOf<'lookup'>;
  readonly rows: Relation;
  readonly table: LookupTableSchema;
  readonly inputs: readonly SqlValue[];
  readonly keys: readonly string[];
  readonly outputs: readonly string[];
}

/** Where the rows are read from, called `l`, and what is known of the matches of each. */
interface Matched {
  readonly from: string;
  /** The values of an output. */
  cell(index: number): string;
  /** Whether the row has all inputs. */
  readonly asked: string;
  /** Whether something agrees. */
  readonly some: string;
}

/** Conditions for a row `t` of the table to agree with the texts `k.k0`, `k.k1`, … */
function agreement({ node, table, keys }: Request, text: (index: number) => string, cx: Emitter): string[] {
  const { dialect } = cx;
  const fold = (sql: string): string => (table.caseSensitive ? sql : `spl_fold(${sql})`);
  return keys.map((key, i) => {
    const column = `coalesce(t.${dialect.name(table.column(key))}, '')`;
    const match = table.matchOf(key);
    if (match === 'exact') return `${fold(text(i))} = ${fold(column)}`;
    if (match === 'cidr') {
      cx.caveat('networks of IPv6 addresses in the lookup match nothing', node.span);
      return `spl_in_network(${text(i)}, ${column})`;
    }
    const pattern = table.caseSensitive ? `spl_wildcard(${column})` : `spl_pattern(${column})`;
    return dialect.functions.like(fold(text(i)), pattern, true);
  });
}

const hasExact = ({ keys, table }: Request): boolean => keys.some((key) => table.matchOf(key) === 'exact');

/** What an output of a row of the table says; the default of the table where none agrees. */
function cellOf({ table }: Request, output: string, cx: Emitter): string {
  const { dialect } = cx;
  const fallback =
    table.minMatches > 0 && table.defaultMatch !== '' ? dialect.text(table.defaultMatch) : dialect.nothing('text');
  return `CASE WHEN t.seq IS NULL THEN ${fallback} ELSE nullif(t.${dialect.name(table.column(output))}, '') END`;
}

/** The matches in a table of their own, joined to the rows. */
function besideTable(request: Request, cx: Emitter): Matched {
  const { node, rows, table, inputs, outputs } = request;
  const { dialect, convert, statement } = cx;
  const q = dialect.name;
  // One row per combination of the values of the inputs.
  const texts = inputs.map((value, i) =>
    value.type === 'list' ? `${value.sql} AS l${i}` : `${convert.text(value)} AS k${i}`,
  );
  const present = inputs.map((value) => convert.present(value)).join(' AND ');
  let from = `(SELECT ${q('#')} AS n, ${texts.join(', ')} FROM ${rows.table} WHERE ${present})`;
  const order: string[] = [];
  for (const [i, value] of inputs.entries()) {
    if (value.type !== 'list') continue;
    from = `(${dialect.tables.unnest(from, `l${i}`, `k${i}`, `i${i}`)})`;
    order.push(`i${i}`);
  }
  const tests = agreement(request, (i) => `k.k${i}`, cx);
  const combination = ['n', ...order];
  const cells = outputs.map((output, i) => `${cellOf(request, output, cx)} AS o${i}`);
  const partition = combination.map((each) => `k.${each}`).join(', ');
  const matches = statement.step(
    'matches',
    node.span,
    `SELECT ${partition}, t.seq AS found, ${cells.join(', ')}
  FROM ${from} AS k LEFT JOIN ${q(table.table)} AS t ON ${tests.join(' AND ')}
  QUALIFY row_number() OVER (PARTITION BY ${partition} ORDER BY t.seq) <= ${table.maxMatches}`,
  );
  const lists = outputs.map((_, i) => `${dialect.aggregates.texts(`o${i}`, [...order, 'found'])} AS o${i}`);
  const found = statement.step(
    'found',
    node.span,
    `SELECT n, ${dialect.aggregates.some('found IS NOT NULL', '')} AS matched, ${lists.join(', ')}\n  FROM ${matches} GROUP BY n`,
  );
  return {
    from: `${rows.table} AS l LEFT JOIN ${found} AS m ON m.n = l.${q('#')}`,
    cell: (index) => `m.o${index}`,
    asked: 'm.n IS NOT NULL',
    some: 'm.matched',
  };
}

/**
 * The matches beside the rows, which are put together again by their position: for engines that would compute the rows anew
 * for each table that is made of them.
 */
function besideRows(request: Request, regroup: NonNullable<SqlTables['regroup']>, cx: Emitter): Matched {
  const { node, rows, table, inputs, outputs } = request;
  const { dialect, convert, statement } = cx;
  const { always, optional } = dialect.tables;
  const q = dialect.name;
  const own = [...columnsOf(rows).keys()].filter((column) => column !== '#');
  const place = (i: number): string => q(`#i${i}`);
  const text = (i: number): string =>
    inputs[i]!.type === 'list' ? `k.${q(`#k${i}`)}` : convert.text(ofRow(inputs[i]!));
  const ofRow = (value: SqlValue): SqlValue => ({ ...value, sql: `k.${value.sql}` });
  let from = rows.table;
  const order: string[] = [];
  for (const [i, value] of inputs.entries()) {
    if (value.type !== 'list') continue;
    from = `(${regroup.unnest(from, value.sql, `#k${i}`, `#i${i}`)})`;
    order.push(place(i));
  }
  const asked = inputs.map((value, i) => (value.type === 'list' ? `k.${place(i)} > 0` : convert.present(ofRow(value))));
  const tests = [...asked, ...agreement(request, text, cx)];
  if (always !== undefined && !hasExact(request)) tests.unshift(always(`k.${q('#')}`, 't.seq'));
  const cells = outputs.map(
    (output, i) => `CASE WHEN ${asked.join(' AND ')} THEN ${cellOf(request, output, cx)} END AS ${q(`#o${i}`)}`,
  );
  const columns = new Map([['seq', false]]);
  for (const field of [...request.keys, ...outputs]) columns.set(table.column(field), false);
  const kept = ['#', ...own].map((column) => `k.${q(column)} AS ${q(column)}`);
  const places = order.map((each) => `k.${each} AS ${each}`);
  const matches = statement.step(
    'matches',
    node.span,
    `SELECT ${[...kept, ...places].join(', ')}, t.seq AS ${q('#found')}, ${cells.join(', ')}
  FROM ${from} AS k LEFT JOIN ${optional(q(table.table), columns)} AS t ON ${tests.join(' AND ')}
  QUALIFY row_number() OVER (PARTITION BY ${[`k.${q('#')}`, ...order.map((each) => `k.${each}`)].join(', ')} ORDER BY t.seq) <= ${table.maxMatches}`,
  );
  const some = dialect.aggregates.some(`${q('#found')} IS NOT NULL`, '');
  const lists = outputs.map(
    (_, i) => `${dialect.aggregates.texts(q(`#o${i}`), [...order, q('#found')])} AS ${q(`#values${i}`)}`,
  );
  const back = own.map((column) => `${regroup.any(q(column))} AS ${q(column)}`);
  const found = statement.step(
    'found',
    node.span,
    `SELECT ${[q('#'), ...back].join(', ')}, ${some} AS ${q('#matched')}, ${lists.join(', ')}\n  FROM ${matches}\n  GROUP BY ${q('#')}`,
  );
  return {
    from: `${found} AS l`,
    cell: (index) => `l.${q(`#values${index}`)}`,
    asked: inputs.map((value) => convert.present({ ...value, sql: `l.${value.sql}` })).join(' AND '),
    some: `l.${q('#matched')}`,
  };
}
