import type { NodeOf } from '../../plan/plan.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnValues, passed } from '../rows.js';
import type { SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { conditionOf, settled, withFields } from './row-wise.js';

type Node = NodeOf<'transaction'>;

/**
 * `transaction`: events that agree in the fields, one after the other, until a border, a pause or too long a time ends them
 * (spl-commands 10.1).
 */
export const emitTransaction: NodeTemplate<'transaction'> = (node, cx) => {
  if (node.keepOrphans) return unsupported('transactions that keep events without the fields', node.span);
  let rows = settled(cx.input(node.input), node.span, cx);
  if (typeof node.mvList !== 'boolean') {
    const listed = node.mvList.map((field) => [field, fieldOf(rows, field, cx.dialect)] as const);
    rows = withFields(rows, new Map(listed.filter(([, { type }]) => type !== 'null')), 'listed', node.span, cx);
  }
  if (rows.open && node.mvList === true)
    return unsupported('lists of fields that are not known before the run', node.span);
  cx.caveat(
    'an event without a time, with only some of the fields of a transaction, or with several values in one, may be put into another, and none is ended because many are open',
    node.span,
  );
  const parts = parted(runs(marked(rows, node, cx), node, cx), node, cx);
  return written(rows, parts, node, cx);
};

/** The events that have any of the fields, with `#time` and whether they are borders, `#starts` and `#ends`; `#keyN`: the fields. */
function marked(rows: Relation, node: Node, cx: Emitter): Relation {
  const { convert, dialect, statement } = cx;
  const q = dialect.name;
  const flag = (condition: Node['startsWith']): string =>
    condition === undefined ? '0' : `CASE WHEN ${conditionOf(condition, rows, node.span, cx)} THEN 1 ELSE 0 END`;
  const keys = node.fields.map((field) => fieldOf(rows, field, dialect));
  const items = [
    `${convert.number(fieldOf(rows, '_time', dialect))} AS ${q('#time')}`,
    `${flag(node.startsWith)} AS ${q('#starts')}`,
    `${flag(node.endsWith)} AS ${q('#ends')}`,
    ...keys.map((key, i) => `${convert.text(key)} AS ${q(`#key${i + 1}`)}`),
  ];
  const any = keys.map((key) => convert.present(key)).join(' OR ');
  const where = keys.length === 0 ? '' : `\n  WHERE ${any}`;
  return passed(
    rows,
    statement.step('marked', node.span, `SELECT *, ${items.join(', ')}\n  FROM ${rows.table}${where}`),
  );
}

/** The window of the rows that agree in the fields, in an order. */
const keysOf = (node: Node, cx: Emitter): string[] => node.fields.map((_, i) => cx.dialect.name(`#key${i + 1}`));

/** The events with the run they are in: `#run` is the position of its first event, `#n` counts its events from 0. */
function runs(rows: Relation, node: Node, cx: Emitter): Relation {
  const { aggregates, functions, name: q } = cx.dialect;
  const keys = keysOf(node, cx);
  const beside = (column: string, order: string): string => aggregates.before(q(column), 1, order, 'number', keys);
  const pause = (other: string): string =>
    node.maxPause === undefined ? 'FALSE' : `coalesce(abs(${q(other)} - ${q('#time')}) > ${node.maxPause}, FALSE)`;
  const neighbours = [
    `${beside('#', q('#'))} AS ${q('#before')}`,
    `${beside('#time', q('#'))} AS ${q('#time_before')}`,
    `${beside('#starts', q('#'))} AS ${q('#started')}`,
    // Rows have positions from 0 on; an engine passes over nulls where it picks the last row of a group.
    `coalesce(${functions.double(beside('#', `${q('#')} DESC`))}, -1) AS ${q('#after')}`,
    `${beside('#time', `${q('#')} DESC`)} AS ${q('#time_after')}`,
    `coalesce(${beside('#ends', `${q('#')} DESC`)}, 0) AS ${q('#ends_after')}`,
  ];
  // Two events that are too far apart are in no transaction together, whatever else is: it keeps short what `parted` folds.
  const apart =
    node.maxSpan === undefined
      ? ''
      : ` OR coalesce(abs(${q('#time_before')} - ${q('#time')}) > ${node.maxSpan}, FALSE)`;
  const beginsAt = `${q('#before')} IS NULL OR ${q('#ends')} = 1 OR ${q('#started')} = 1 OR ${pause('#time_before')}${apart}`;
  const step = (label: string, items: readonly string[], from: string): string =>
    cx.statement.step(label, node.span, `SELECT *, ${items.join(', ')}\n  FROM ${from}`);
  const known = step('neighbours', neighbours, rows.table);
  const begun = step(
    'begun',
    [
      `CASE WHEN ${beginsAt} THEN ${q('#')} END AS ${q('#begin')}`,
      `CASE WHEN ${pause('#time_after')} THEN 1 ELSE 0 END AS ${q('#paused_after')}`,
    ],
    known,
  );
  const partition = keys.length === 0 ? '' : `PARTITION BY ${keys.join(', ')} `;
  const run = aggregates.numeric('max', q('#begin'), ` OVER (${partition}ORDER BY ${q('#')} ROWS UNBOUNDED PRECEDING)`);
  const numbered = step('runs', [`${run} AS ${q('#run')}`], begun);
  const count = `row_number() OVER (PARTITION BY ${q('#run')} ORDER BY ${q('#')}) - 1`;
  return passed(rows, step('counted', [`${count} AS ${q('#n')}`], numbered));
}

/** Rows that are folded at once; what is copied grows with it, and with how many such pieces a run has. */
const rowsOfPiece = 1_000;

/** The runs cut where one would be too long or too full: `#part`. */
function parted(rows: Relation, node: Node, cx: Emitter): Relation {
  const { aggregates, name: q, tables } = cx.dialect;
  const most = maxEventsOf(node, cx);
  if (node.maxSpan === undefined) {
    const part = `floor(${q('#n')} / ${most}) AS ${q('#part')}`;
    return passed(rows, cx.statement.step('parts', node.span, `SELECT *, ${part}\n  FROM ${rows.table}`));
  }
  // A step of a fold copies what it has gathered, so a run is folded in pieces: of each no more than its own rows is copied.
  const { rows: pieces, cut } = aggregates.parts(q('#time'), q('#'), node.maxSpan, most);
  const piece = `floor(${q('#n')} / ${rowsOfPiece})`;
  const each = cx.statement.step(
    'pieces',
    node.span,
    `SELECT ${q('#run')}, ${piece} AS ${q('#piece')}, ${pieces} AS ${q('#rows')}\n  FROM ${rows.table}\n  GROUP BY ${q('#run')}, ${piece}`,
  );
  const whole = cx.statement.step(
    'cut',
    node.span,
    `SELECT ${q('#run')} AS ${q('#of')}, ${cut(q('#rows'), q('#piece'))} AS ${q('#parts')}\n  FROM ${each}\n  GROUP BY ${q('#run')}`,
  );
  const rowParts = cx.statement.step('cuts', node.span, tables.unnest(whole, q('#parts'), '#part', '#place'));
  const same = `p.${q('#of')} = l.${q('#run')} AND p.${q('#place')} = l.${q('#n')} + 1`;
  const from = `${rows.table} AS l JOIN ${rowParts} AS p ON ${same}`;
  return passed(rows, cx.statement.step('parts', node.span, `SELECT l.*, p.${q('#part')}\n  FROM ${from}`));
}

const maxEventsOf = (node: Node, cx: Emitter): number => node.maxEvents ?? cx.schema.limits.transactionEvents;

/** A row for each transaction. */
function written(rows: Relation, parts: Relation, node: Node, cx: Emitter): Relation {
  const { convert, dialect, statement } = cx;
  const { aggregates, functions, lists, maps, name: q, text } = dialect;
  const fields = new Map<string, SqlValue>();
  for (const [field, value] of columnValues(rows, cx))
    if (field !== '_time' && field !== '_raw') fields.set(field, valuesOf(field, value, node, cx));
  const number = (sql: string): SqlValue => ({ sql, type: 'number' });
  const [newest, oldest] = [aggregates.numeric('max', q('#time'), ''), aggregates.numeric('min', q('#time'), '')];
  const raw = fieldOf(rows, '_raw', dialect);
  const texts = aggregates.gather(convert.list(raw), convert.present(raw), `-${q('#')}`, '');
  if (raw.type !== 'null')
    fields.set(
      '_raw',
      node.rawList ? { sql: lists.held(texts), type: 'list' } : { sql: `spl_join(${lists.held(texts)})`, type: 'text' },
    );
  const newlines = functions.double(functions.characters(`replace(${convert.text(raw)}, ${text('\n')}, '')`));
  const lines =
    raw.type === 'null'
      ? '1'
      : `coalesce(${functions.double(functions.characters(convert.text(raw)))} - ${newlines}, 0) + 1`;
  const matches = node.fields.map(
    (field) => `CASE WHEN ${convert.present(fieldOf(rows, field, dialect))} THEN 1 ELSE 0 END`,
  );
  const last = [{ sql: q('#'), descending: true, nullable: false }];
  const lastOf = (column: string): SqlValue => number(aggregates.first(q(column), 'number', last, 'TRUE'));
  const flagOf = (column: string): SqlValue => number(aggregates.numeric('max', q(column), ''));
  const hidden = [...rows.columns.keys()].map((field) => text(field)).join(', ');
  const others = maps.filter(q('*'), cx.variable(), (key) => `${key} NOT IN (${hidden === '' ? "''" : hidden})`);
  const groups = statement.select(
    'groups',
    node.span,
    parts.table,
    new Map<string, SqlValue>([
      ...fields,
      ['#newest', number(newest)],
      ['#oldest', number(oldest)],
      ['#count', number(aggregates.count('*', ''))],
      ['#matches', number(aggregates.numeric('sum', matches.length === 0 ? '0' : matches.join(' + '), ''))],
      ['#lines', number(aggregates.numeric('sum', lines, ''))],
      ['#started', flagOf('#starts')],
      ['#ended', flagOf('#ends')],
      ['#after', lastOf('#after')],
      ['#time_after', lastOf('#time_after')],
      ['#ends_after', lastOf('#ends_after')],
      ['#paused_after', lastOf('#paused_after')],
      ...(rows.open ? [['#maps', { sql: aggregates.maps(others), type: 'list' }] as const] : []),
    ]),
    { position: aggregates.numeric('max', q('#'), ''), tail: `GROUP BY ${q('#run')}, ${q('#part')}` },
  );
  const of = columnValues(groups, cx);
  const sql = (column: string): string => of.get(column)!.sql;
  // What the next event would have broken, and one that did not end it by being a border itself.
  const longer = `greatest(${sql('#newest')}, ${sql('#time_after')}) - least(${sql('#oldest')}, ${sql('#time_after')})`;
  const broken = [
    `${sql('#paused_after')} = 1`,
    `${sql('#count')} >= ${maxEventsOf(node, cx)}`,
    ...(node.maxSpan === undefined ? [] : [`coalesce(${longer} > ${node.maxSpan}, FALSE)`]),
  ];
  const closed = `CASE WHEN ${sql('#started')} = 1 THEN 1 WHEN ${sql('#after')} = -1 THEN 0
    WHEN ${sql('#ends_after')} = 0 OR ${broken.join(' OR ')} THEN 1 ELSE 0 END`;
  const made = new Map<string, SqlValue>([...fields.keys()].map((field) => [field, of.get(field)!]));
  made.set('_time', of.get('#oldest')!);
  made.set('closed_txn', number(closed));
  const ends = [sql('#newest'), sql('#oldest')] as const;
  made.set('duration', number(`spl_sum(${ends.join(' - ')}, spl_text(${ends[0]}), spl_text(${ends[1]}))`));
  made.set('eventcount', of.get('#count')!);
  made.set('field_match_sum', of.get('#matches')!);
  made.set('linecount', of.get('#lines')!);
  const complete = [
    ...(node.startsWith === undefined ? [] : [`${sql('#started')} = 1`]),
    ...(node.endsWith === undefined ? [] : [`${sql('#ended')} = 1`]),
  ];
  const over = `CASE WHEN ${sql('#started')} = 1 THEN ${functions.double(q('#'))} ELSE nullif(${sql('#after')}, -1) END`;
  return statement.select('transaction', node.span, groups.table, made, {
    position: `row_number() OVER (ORDER BY ${sql('#oldest')} DESC NULLS LAST, ${over} NULLS LAST, ${q('#')})`,
    ...(rows.open ? { map: `spl_merge(${q('#maps')})` } : {}),
    ...(node.keepEvicted || complete.length === 0 ? {} : { tail: `WHERE ${complete.join(' AND ')}` }),
  });
}

/** The values of a field: the different ones in order, or one for each event, oldest first. */
function valuesOf(field: string, value: SqlValue, node: Node, cx: Emitter): SqlValue {
  const { convert, dialect } = cx;
  const { aggregates, lists } = dialect;
  const listed = typeof node.mvList === 'boolean' ? node.mvList : node.mvList.includes(field);
  if (!listed) {
    const all = aggregates.gather(convert.list(value), convert.present(value), undefined, '');
    return { sql: `spl_values(${all})`, type: 'list' };
  }
  const each = lists.firstOf([convert.list(value), lists.literal([dialect.text(node.nullText)])]);
  const all = lists.held(aggregates.gather(each, 'TRUE', `-${dialect.name('#')}`, ''));
  // A field that none of the events has is none of the transaction.
  const any = aggregates.some(convert.present(value), '');
  return { sql: convert.choice([[any, all]], undefined, 'list'), type: 'list' };
}
