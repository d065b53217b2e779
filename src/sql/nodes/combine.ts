import { fillTemplate, slotValues } from '../../plan/foreach-template.js';
import { planShape } from '../../plan/plan.js';
import type { Span } from '../../source/span.js';
import { hasWildcard, wildcardCaptures } from '../../values/wildcard.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnValues, numbered } from '../rows.js';
import { commonType, type SqlType, type SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { orBefore } from './extract.js';
import { firstRows } from './positions.js';
import { settled } from './row-wise.js';

/** Rows one after the other; a field that only some have is null in the others. */
function appended(parts: readonly Relation[], label: string, span: Span, cx: Emitter): Relation {
  const { dialect, convert, statement } = cx;
  const q = dialect.name;
  const fields = new Set(parts.flatMap((part) => [...part.columns.keys()]));
  const open = parts.some((part) => part.open);
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
      position: `${q('#')} AS ${q('#old')}, ${index} AS ${q('#part')}, ${q('#')}`,
      ...(open ? { map: part.open ? q('*') : dialect.maps.empty } : {}),
    });
  });
  const first = made[0]!;
  const all = statement.step(label, span, made.map((part) => `SELECT * FROM ${part.table}`).join('\n  UNION ALL '));
  const joined: Relation = { ...first, table: all };
  return statement.select(label, span, all, columnValues(joined, cx), {
    position: `row_number() OVER (ORDER BY ${q('#part')}, ${q('#old')})`,
    ...(open ? { map: q('*') } : {}),
  });
}

export const emitUnion: NodeTemplate<'union'> = (node, cx) => {
  const parts = node.inputs.map((input, index) => {
    const rows = settled(cx.input(input), node.span, cx);
    const limit = index === 0 ? undefined : (node.maxRows ?? cx.schema.limits.appendRows);
    return limit === undefined || !Number.isFinite(limit) ? rows : firstRows(rows, limit, 'append', node.span, cx);
  });
  const rows = appended(parts, 'append', node.span, cx);
  if (node.order === 'append') return rows;
  const time = fieldOf(rows, '_time', cx.dialect);
  if (time.type === 'null') return rows;
  return cx.statement.select('union', node.span, rows.table, columnValues(rows, cx), {
    position: numbered([`${cx.convert.number(time)} DESC NULLS LAST`], cx),
    ...(rows.open ? { map: cx.dialect.name('*') } : {}),
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
      : `\n  QUALIFY row_number() OVER (PARTITION BY ${rightKeys.map((value) => (value.type === 'null' ? 'NULL' : convert.list(value))).join(', ')} ORDER BY ${q('#')}) <= ${node.max}`;
  const limited = firstRows(right, cx.schema.limits.appendRows, 'join', node.span, cx);
  const matches = statement.step('join', node.span, `SELECT *\n  FROM ${limited.table}\n  WHERE ${present}${rank}`);
  const on = keys.map((key) => {
    const [a, b] = [fieldOf(left, key.left, dialect, 'l.'), fieldOf(right, key.right, dialect, 'r.')];
    const lists = a.type === 'list' || b.type === 'list';
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
    left.open ? `l.${q('*')}` : undefined,
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
    `${left.table} AS l ${node.outer ? 'LEFT' : 'INNER'} JOIN ${matches} AS r ON ${on.join(' AND ')}`,
    fields,
    {
      position: `row_number() OVER (ORDER BY l.${q('#')}, r.${q('#')})`,
      ...(map === undefined ? {} : { map }),
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

/** Characters that would end a text or add a command where a name is filled in. */
const unsafe = /["'`|[\]\\\r\n]/;

/** The template of `foreach`, filled in for each field that is known to fit. */
export const emitForeach: NodeTemplate<'foreach'> = (node, cx) => {
  const { each } = node;
  let rows = settled(cx.input(node.input), node.span, cx);
  if (each.over !== 'fields') return unsupported('foreach over the items of a field', node.span);
  if (rows.open && each.patterns.some(hasWildcard))
    return unsupported('fields that are not known before the run', node.span);
  const done = new Set<string>();
  const names = [...rows.columns.keys()];
  for (const pattern of each.patterns) {
    for (const field of hasWildcard(pattern) ? names : [pattern]) {
      const captures = field.startsWith('_') && !pattern.startsWith('_') ? null : wildcardCaptures(pattern, field);
      if (captures === null || done.has(field)) continue;
      done.add(field);
      if (unsafe.test(field)) continue;
      const plan = cx.compileText(fillTemplate(each.template, slotValues(field, captures)), 'branch');
      if (plan === undefined || plan.subsearches.size > 0 || planShape(plan.root) !== each.shape) continue;
      const before = rows;
      const after = cx.withBranch(rows).detached().input(plan.root);
      // Rows without the field are passed over.
      rows = hasWildcard(pattern) ? onlyWhere(before, after, field, node.span, cx) : after;
    }
  }
  return rows;
};

function onlyWhere(before: Relation, after: Relation, field: string, span: Span, cx: Emitter): Relation {
  const present = fieldOf(before, field, cx.dialect, 'b.');
  if (after.open) return unsupported('foreach that changes which fields are known', span);
  const q = cx.dialect.name;
  const fields = new Map<string, SqlValue>();
  for (const name of new Set([...before.columns.keys(), ...after.columns.keys()])) {
    const [old, made] = [fieldOf(before, name, cx.dialect, 'b.'), fieldOf(after, name, cx.dialect, 'a.')];
    const type = commonType([old.type, made.type]) as SqlType;
    fields.set(name, {
      sql: cx.convert.choice([[cx.convert.absent(present), cx.convert.to(old, type)]], cx.convert.to(made, type), type),
      type,
    });
  }
  return cx.statement.select(
    'foreach',
    span,
    `${before.table} AS b JOIN ${after.table} AS a ON a.${q('#')} = b.${q('#')}`,
    fields,
    { position: `b.${q('#')}` },
  );
}
