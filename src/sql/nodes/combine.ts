import type { Span } from '../../source/span.js';
import type { SqlDialect } from '../dialect.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, internalEntries, type Relation } from '../relation.js';
import { carried, columnValues, numbered, optional } from '../rows.js';
import { commonType, type SqlType, type SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { orBefore } from './extract.js';
import { firstRows } from './positions.js';
import { settled } from './row-wise.js';

/** Rows one after the other; a field that only some have is null in the others. */
export function appended(parts: readonly Relation[], label: string, span: Span, cx: Emitter): Relation {
  const { dialect, convert, statement } = cx;
  const q = dialect.name;
  const fields = new Set(parts.flatMap((part) => [...part.columns.keys()]));
  const open = parts.some((part) => part.open || part.internal);
  const internal = open && !parts.some((part) => part.open);
  const types = new Map<string, SqlType>();
  for (const field of fields)
    types.set(field, commonType(parts.map((part) => fieldOf(part, field, dialect).type)) as SqlType);
  const made = parts.map((part, index) => {
    const values = new Map<string, SqlValue>();
    for (const field of fields) {
      const type = types.get(field)!;
      values.set(field, { sql: convert.to(fieldOf(part, field, dialect), type), type });
    }
    return statement.select(label, span, part.table, values, {
      position: `${dialect.functions.position(q('#'))} AS ${q('#old')}, ${index} AS ${q('#part')}, ${dialect.functions.position(q('#'))}`,
      ...(open ? { map: mapOf(part, dialect) } : {}),
    });
  });
  const first = made[0]!;
  const all = statement.step(label, span, made.map((part) => `SELECT * FROM ${part.table}`).join('\n  UNION ALL '));
  const joined: Relation = { ...first, table: all };
  return statement.select(label, span, all, columnValues(joined, cx), {
    position: `row_number() OVER (ORDER BY ${q('#part')}, ${q('#old')})`,
    ...(open ? { map: q('*'), internal } : {}),
  });
}

/** The further fields of a part of a union. */
function mapOf(part: Relation, dialect: SqlDialect): string {
  if (part.open) return dialect.name('*');
  return part.internal ? internalEntries(dialect.name('*'), dialect) : dialect.maps.empty;
}

export const emitUnion: NodeTemplate<'union'> = (node, cx) => {
  const parts = node.inputs.map((input, index) => {
    const rows = settled(cx.input(input), node.span, cx);
    const limit = index === 0 && node.firstIsCut !== true ? undefined : (node.maxRows ?? cx.schema.limits.appendRows);
    return limit === undefined || !Number.isFinite(limit) ? rows : firstRows(rows, limit, 'append', node.span, cx);
  });
  const rows = appended(parts, 'append', node.span, cx);
  if (node.order === 'append') return rows;
  const time = fieldOf(rows, '_time', cx.dialect);
  if (time.type === 'null') return rows;
  return cx.statement.select('union', node.span, rows.table, columnValues(rows, cx), {
    position: numbered([`${cx.convert.number(time)} DESC NULLS LAST`], cx),
    ...carried(rows, cx),
  });
};

export const emitAppendPipe: NodeTemplate<'append-pipe'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  return appended([rows, cx.withBranch(rows).input(node.branch)], 'appendpipe', node.span, cx);
};

export const emitJoin: NodeTemplate<'join'> = (node, cx) => {
  const left = settled(cx.input(node.input), node.span, cx);
  const right = settled(cx.input(node.right), node.span, cx);
  const { dialect, convert, statement } = cx;
  const q = dialect.name;
  if (node.useTime) return unsupported('join usetime=true', node.span);
  if (node.keys === undefined && (left.open || right.open))
    return unsupported('the common fields of a join are not known before the run', node.span);
  const keys =
    node.keys ??
    [...left.columns.keys()]
      .filter((field) => right.columns.has(field) && !field.startsWith('_'))
      .map((field) => ({ left: field, right: field }));
  if (keys.length === 0) return unsupported('a join without common fields', node.span);
  const rightKeys = keys.map((key) => fieldOf(right, key.right, dialect));
  const present = rightKeys.map((value) => convert.present(value)).join(' AND ');
  const rank =
    node.max === 0
      ? ''
      : `\n  QUALIFY row_number() OVER (PARTITION BY ${rightKeys.map(({ sql }) => sql).join(', ')} ORDER BY ${q('#')}) <= ${node.max}`;
  const limited = firstRows(right, cx.schema.limits.appendRows, 'join', node.span, cx);
  const matches = statement.step('join', node.span, `SELECT *\n  FROM ${limited.table}\n  WHERE ${present}${rank}`);
  const on = keys.map((key) => {
    const [a, b] = [fieldOf(left, key.left, dialect, 'l.'), fieldOf(right, key.right, dialect, 'r.')];
    const lists = a.type === 'list' || b.type === 'list';
    // Null agrees with nothing.
    if (a.type === 'null' || b.type === 'null')
      return `${dialect.tables.always?.(`l.${q('#')}`, `r.${q('#')}`) ?? 'TRUE'} AND FALSE`;
    return lists ? `${convert.list(a)} = ${convert.list(b)}` : `${convert.text(a)} = ${convert.text(b)}`;
  });
  const fields = new Map<string, SqlValue>();
  for (const field of new Set([...left.columns.keys(), ...right.columns.keys()])) {
    const [own, found] = [fieldOf(left, field, dialect, 'l.'), fieldOf(right, field, dialect, 'r.')];
    const keeps = !node.overwrite || field.startsWith('_');
    if (found.type === 'null') fields.set(field, own);
    else if (own.type === 'null') fields.set(field, found);
    else fields.set(field, keeps ? orBefore(own, found, cx) : orBefore(found, own, cx));
  }
  const maps = [
    left.open || left.internal ? `l.${q('*')}` : undefined,
    right.open ? dialect.maps.held(`r.${q('*')}`) : undefined,
  ].filter((each) => each !== undefined);
  const map =
    maps.length === 0
      ? undefined
      : maps.length === 1
        ? maps[0]!
        : node.overwrite
          ? dialect.maps.concat(maps[0]!, maps[1]!)
          : dialect.maps.concat(maps[1]!, maps[0]!);
  return statement.select(
    'joined',
    node.span,
    `${left.table} AS l ${node.outer ? 'LEFT' : 'INNER'} JOIN ${node.outer ? optional({ ...right, table: matches }, cx) : matches} AS r ON ${on.join(' AND ')}`,
    fields,
    {
      position: `row_number() OVER (ORDER BY l.${q('#')}, r.${q('#')})`,
      ...(map === undefined ? {} : { map, internal: !left.open && !right.open }),
    },
  );
};

export const emitAppendColumns: NodeTemplate<'append-columns'> = (node) => unsupported('appendcols', node.span);
export const emitSetOperation: NodeTemplate<'set-operation'> = (node) => unsupported('set', node.span);
export const emitMap: NodeTemplate<'map'> = (node) => unsupported('a search per row', node.span);

export const emitWrite: NodeTemplate<'write'> = (node, cx) => {
  cx.caveat(`the rows are not written to ${node.target.kind} ${node.target.name}`, node.span);
  return cx.relation(node.input);
};

export const emitUnsupported: NodeTemplate<'unsupported'> = (node) =>
  unsupported(`${node.command}: ${node.reason}`, node.span);
