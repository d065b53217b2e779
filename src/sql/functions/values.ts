import type { Expression } from '../../syntax/ast.js';
import { timeUnit, unitSeconds } from '../../values/time-unit.js';
import { emitEqual, emitIn } from '../compare.js';
import { parseJsonPath } from '../json-path.js';
import { unsupported } from '../refusal.js';
import { bind } from '../scope.js';
import { emitTimeFormat, emitTimeParse, emitTimeSpec } from '../time.js';
import { commonType, nullValue, type SqlType, type SqlValue } from '../value.js';
import { boolean, type Call, type FunctionTemplate, list, number, text } from './define.js';

/** Values of different types as one type, for the branches of CASE. */
export function unify(values: readonly SqlValue[], call: Pick<Call, 'cx'>): { sqls: string[]; type: SqlValue['type'] } {
  const stored = values.map((value) =>
    value.type === 'number' && value.text !== undefined && values.length > 1 ? text(value.text) : value,
  );
  const type = commonType(stored.map((value) => value.type));
  if (type === 'boolean') return { sqls: stored.map((value) => (value.type === 'null' ? 'FALSE' : value.sql)), type };
  return { sqls: stored.map((value) => call.cx.convert.to(value, type as SqlType)), type };
}

function pairs(call: Call, negated: boolean): SqlValue {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  for (let i = 0; i + 1 < call.args.length; i += 2) {
    const condition = call.condition(i);
    conditions.push(negated ? `NOT ${condition}` : condition);
    values.push(call.value(i + 1));
  }
  const { sqls, type } = unify(values, call);
  return {
    sql: `CASE ${conditions.map((condition, i) => `WHEN ${condition} THEN ${sqls[i]}`).join(' ')}${type === 'boolean' ? ' ELSE FALSE' : ''} END`,
    type,
  };
}

function mentioned(expression: Expression, into: Set<string>): Set<string> {
  switch (expression.kind) {
    case 'field':
      into.add(expression.name);
      break;
    case 'group':
      mentioned(expression.inner, into);
      break;
    case 'unary':
      mentioned(expression.operand, into);
      break;
    case 'binary':
      mentioned(expression.left, into);
      mentioned(expression.right, into);
      break;
    case 'in':
      mentioned(expression.needle, into);
      for (const item of expression.items) mentioned(item, into);
      break;
    case 'call':
      for (const arg of expression.args) mentioned(arg, into);
      break;
    default:
  }
  return into;
}

const allOf = (call: Call): string => {
  const lists = call.args.map((_, index) => `coalesce(${call.list(index)}, [])`);
  return lists.length === 1 ? lists[0]! : `list_concat(${lists.join(', ')})`;
};
const all = (call: Call): string =>
  call.args.length <= 2
    ? allOf(call)
    : `flatten([${call.args.map((_, index) => `coalesce(${call.list(index)}, [])`).join(', ')}])`;

/** Numbers whose function of the engine is null, or fails, outside its domain. */
const math =
  (sql: (x: string) => string): FunctionTemplate =>
  (call) =>
    number(sql(call.number(0)));

export const valueTemplates: Readonly<Record<string, FunctionTemplate>> = {
  if: (call) => {
    const { sqls, type } = unify([call.value(1), call.value(2)], call);
    return { sql: `CASE WHEN ${call.condition(0)} THEN ${sqls[0]} ELSE ${sqls[1]} END`, type };
  },
  case: (call) => pairs(call, false),
  validate: (call) => pairs(call, true),
  coalesce: (call) => {
    const values = call.args.map((_, index) => call.value(index)).filter((value) => value.type !== 'null');
    if (values.length === 0) return nullValue;
    const { sqls, type } = unify(values, call);
    return sqls.length === 1 ? { sql: sqls[0]!, type } : { sql: `coalesce(${sqls.join(', ')})`, type };
  },
  null: () => nullValue,
  true: () => boolean('TRUE'),
  false: () => boolean('FALSE'),
  nullif: (call) => {
    const value = call.value(0);
    return {
      sql: `CASE WHEN NOT ${emitEqual(call.args[0]!, call.args[1]!, call.scope, call.cx)} THEN ${value.sql} END`,
      type: value.type,
    };
  },
  in: (call) =>
    boolean(
      emitIn(
        { kind: 'in', needle: call.args[0]!, items: call.args.slice(1), span: call.node.span },
        call.scope,
        call.cx,
      ),
    ),
  isnull: (call) => {
    const value = call.value(0);
    return boolean(value.type === 'null' ? 'TRUE' : value.type === 'boolean' ? 'FALSE' : `(${value.sql} IS NULL)`);
  },
  isnotnull: (call) => {
    const value = call.value(0);
    return boolean(value.type === 'null' ? 'FALSE' : value.type === 'boolean' ? 'TRUE' : `(${value.sql} IS NOT NULL)`);
  },
  isnum: (call) => (call.args[0]!.kind === 'string' ? boolean('FALSE') : boolean(`(${call.number(0)} IS NOT NULL)`)),
  isint: (call) =>
    call.args[0]!.kind === 'string'
      ? boolean('FALSE')
      : boolean(`coalesce(${call.number(0)} = trunc(${call.number(0)}), FALSE)`),
  isstr: (call) =>
    call.args[0]!.kind === 'string'
      ? boolean('TRUE')
      : boolean(`(${call.single(0)} IS NOT NULL AND ${call.number(0)} IS NULL)`),
  isdouble: (call) =>
    call.args[0]!.kind === 'string'
      ? boolean('FALSE')
      : boolean(`coalesce(${call.number(0)} <> trunc(${call.number(0)}), FALSE)`),
  ismv: (call) => boolean(`coalesce(len(${call.list(0)}) > 1, FALSE)`),
  now: () => number('spl_now()'),
  time: () => number('spl_now()'),
  relative_time: (call) => {
    const shifted = call.literal(1) === undefined ? shiftedByField(call) : undefined;
    if (shifted !== undefined) return { sql: shifted, type: 'number', text: `spl_decimals(${shifted}, 6)` };
    const sql = emitTimeSpec(call.fixed(1, 'the time modifier'), call.number(0), call.cx, call.node.span);
    return { sql, type: 'number', text: `spl_decimals(${sql}, 6)` };
  },
  strftime: (call) => text(emitTimeFormat(call.number(0), call.fixed(1, 'the format'), call.cx, call.node.span)),
  strptime: (call) => {
    const sql = emitTimeParse(call.single(0), call.fixed(1, 'the format'), call.cx, call.node.span);
    return { sql, type: 'number', text: `spl_decimals(${sql}, 6)` };
  },
  lower: (call) => perValue(call, (each) => `lower(${each})`),
  upper: (call) => perValue(call, (each) => `upper(${each})`),
  len: (call) => number(`CAST(length(${call.single(0)}) AS DOUBLE)`),
  trim: (call) => text(`trim(${call.single(0)}, ${trimmed(call)})`),
  ltrim: (call) => text(`ltrim(${call.single(0)}, ${trimmed(call)})`),
  rtrim: (call) => text(`rtrim(${call.single(0)}, ${trimmed(call)})`),
  substr: (call) => {
    const start = Number(call.fixed(1, 'the start'));
    const count = call.args.length > 2 ? Number(call.fixed(2, 'the length')) : undefined;
    if (!Number.isInteger(start) || start === 0 || (count !== undefined && !(count >= 0)))
      return unsupported('substr() with such a start or length is counted differently in SQL', call.node.span);
    if (start < 0) {
      const from = `length(${call.single(0)}) ${start} + 1`;
      if (count === undefined) return text(`substring(${call.single(0)}, greatest(1, ${from}))`);
      return unsupported('substr() from the end with a length is counted differently in SQL', call.node.span);
    }
    return text(`substring(${call.single(0)}, ${start}${count === undefined ? '' : `, ${Math.trunc(count)}`})`);
  },
  urldecode: (call) => text(`url_decode(${call.single(0)})`),
  tonumber: (call) => {
    if (call.args.length > 1 && call.literal(1) !== '10')
      return unsupported('tonumber() with another base than 10', call.node.span);
    return number(call.number(0));
  },
  tostring: (call) => {
    if (call.args.length === 1) return text(call.text(0));
    const format = call.fixed(1, 'the format');
    const n = call.number(0);
    if (format === 'duration') {
      const whole = `CAST(floor(${n}) AS BIGINT)`;
      return text(
        `CASE WHEN ${n} >= 0 THEN CASE WHEN ${n} >= 86400 THEN (${whole} // 86400) || '+' ELSE '' END || printf('%02d:%02d:%02d', (${whole} % 86400) // 3600, (${whole} % 3600) // 60, ${whole} % 60) END`,
      );
    }
    return unsupported(`tostring() with the format ${format}`, call.node.span);
  },
  round: (call) => {
    const decimals = call.args.length > 1 ? Number(call.fixed(1, 'the decimals')) : 0;
    if (!Number.isInteger(decimals) || decimals < 0 || decimals > 10)
      return unsupported('round() to so many decimals', call.node.span);
    const sql = `CAST(CAST(${call.number(0)} AS DECIMAL(38, ${decimals})) AS DOUBLE)`;
    return decimals === 0 ? number(sql) : { sql, type: 'number', text: `spl_decimals(${sql}, ${decimals})` };
  },
  abs: math((x) => `abs(${x})`),
  floor: math((x) => `floor(${x})`),
  ceiling: math((x) => `ceil(${x})`),
  exp: math((x) => `exp(${x})`),
  sqrt: math((x) => `CASE WHEN ${x} >= 0 THEN sqrt(${x}) END`),
  ln: math((x) => `CASE WHEN ${x} > 0 THEN ln(${x}) END`),
  log: (call) => {
    const base = call.args.length > 1 ? Number(call.fixed(1, 'the base')) : 10;
    if (!(base > 0) || base === 1) return nullValue;
    const x = call.number(0);
    const sql = base === 10 ? `log10(${x})` : base === 2 ? `log2(${x})` : `(ln(${x}) / ln(${base}))`;
    return number(`CASE WHEN ${x} > 0 THEN ${sql} END`);
  },
  pow: (call) => number(`pow(${call.number(0)}, ${call.number(1)})`),
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: SPL's pi has 11 decimals.
  pi: (call) => number(call.cx.dialect.number(3.14159265358)),
  exact: (call) => number(call.number(0)),
  min: (call) => text(`spl_least(${all(call)})`),
  max: (call) => text(`spl_greatest(${all(call)})`),
  sum: (call) => number(`list_sum(spl_numbers(${all(call)}))`),
  avg: (call) => number(`list_avg(spl_numbers(${all(call)}))`),
  md5: (call) => text(`md5(${call.single(0)})`),
  sha1: (call) => text(`sha1(${call.single(0)})`),
  sha256: (call) => text(`sha256(${call.single(0)})`),
  mvappend: (call) => list(`spl_mv(${all(call)})`),
  mvcount: (call) => number(`CAST(len(${call.list(0)}) AS DOUBLE)`),
  mvdedup: (call) => list(`spl_mv(spl_unique(${call.list(0)}))`),
  mvsort: (call) => list(`list_sort(${call.list(0)})`),
  mvreverse: (call) => list(`list_reverse(${call.list(0)})`),
  mvjoin: (call) => text(`array_to_string(${call.list(0)}, ${call.text(1)})`),
  mvindex: (call) => {
    const items = call.list(0);
    // The index as the engine counts: from 1, or from the end.
    const at = (index: number): string => {
      const fixed = call.literal(index);
      if (fixed === undefined) {
        const n = call.number(index);
        return `CASE WHEN ${n} <> trunc(${n}) THEN NULL WHEN ${n} < 0 THEN len(${items}) + CAST(${n} AS BIGINT) + 1 ELSE CAST(${n} AS BIGINT) + 1 END`;
      }
      const place = Number(fixed);
      if (!Number.isInteger(place)) return 'NULL';
      return place < 0 ? `len(${items}) - ${-place - 1}` : String(place + 1);
    };
    const start = at(1);
    if (call.args.length === 2) return text(`CASE WHEN ${start} >= 1 THEN ${items}[${start}] END`);
    const end = at(2);
    return list(
      `CASE WHEN ${end} >= 1 AND ${start} <= len(${items}) THEN spl_mv(list_slice(${items}, greatest(${start}, 1), ${end})) END`,
    );
  },
  mvzip: (call) => {
    const separator = call.args.length > 2 ? call.text(2) : "','";
    return list(
      `spl_mv([l || ${separator} || r[i] FOR l, i IN ${call.list(0)} IF i <= len(r)])`
        .replaceAll('r[i]', `${call.list(1)}[i]`)
        .replaceAll('len(r)', `len(${call.list(1)})`),
    );
  },
  split: (call) => {
    const delimiter = call.fixed(1, 'the delimiter');
    const subject = call.single(0);
    return list(`CASE WHEN ${subject} <> '' THEN string_split(${subject}, ${call.cx.dialect.text(delimiter)}) END`);
  },
  mvfilter: (call) => {
    const [name] = mentioned(call.args[0]!, new Set());
    if (name === undefined) return nullValue;
    const each = call.cx.variable();
    const inner = bind(call.scope, name, text(each));
    const source = call.cx.convert.list(call.cx.value({ kind: 'field', name, span: call.node.span }, call.scope));
    return list(`spl_mv(${call.cx.dialect.filter(source, each, call.cx.condition(call.args[0]!, inner))})`);
  },
  mvmap: (call) => {
    const [name] = mentioned(call.args[0]!, new Set());
    const each = call.cx.variable();
    const inner = name === undefined ? call.scope : bind(call.scope, name, text(each));
    const body = call.cx.value(call.args[1]!, inner);
    const mapped = call.cx.dialect.transform(
      call.list(0),
      each,
      body.type === 'list' ? `coalesce(${body.sql}, [])` : call.cx.convert.text(body),
    );
    const rest = call.cx.variable();
    return list(
      `spl_mv(${body.type === 'list' ? `flatten(${mapped})` : call.cx.dialect.filter(mapped, rest, `${rest} IS NOT NULL`)})`,
    );
  },
  json_extract: (call) => jsonText(call, 1),
  spath: (call) => jsonText(call, 1),
};

/** `relative_time(t, "+".days."d")`: a shift by a number out of the row; undefined for other specs that are put together. */
function shiftedByField(call: Call): string | undefined {
  const parts: Expression[] = [];
  const open: Expression[] = [call.args[1]!];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'group') open.push(next.inner);
    else if (next.kind === 'binary' && (next.operator === '.' || next.operator === '+'))
      open.push(next.right, next.left);
    else parts.push(next);
  }
  const [sign, amount, unit, ...rest] = parts;
  if (rest.length > 0 || sign?.kind !== 'string' || unit?.kind !== 'string' || amount === undefined) return undefined;
  const name = timeUnit(unit.value);
  const seconds =
    name === undefined || name === 'mon' || name === 'q' || name === 'y' ? undefined : unitSeconds.get(name);
  if ((sign.value !== '+' && sign.value !== '-') || seconds === undefined) return undefined;
  const digits = call.cx.convert.text(call.cx.value(amount, call.scope));
  const count = `CASE WHEN regexp_full_match(${digits}, '[0-9]+') THEN CAST(${digits} AS DOUBLE) END`;
  return `(${call.number(0)} ${sign.value} ${count} * ${seconds})`;
}

function jsonText(call: Call, index: number): SqlValue {
  if (call.args.length !== 2) return unsupported(`${call.node.name}() without a single path`, call.node.span);
  const path = parseJsonPath(call.fixed(index, 'the path'));
  if (path === undefined || path.many) return unsupported('a path through lists of JSON', call.node.span);
  const subject = call.single(0);
  return text(
    `CASE WHEN json_valid(${subject}) THEN json_extract_string(${subject}, ${call.cx.dialect.text(path.sql)}) END`,
  );
}

function perValue(call: Call, change: (text: string) => string): SqlValue {
  const value = call.value(0);
  if (value.type !== 'list') return text(change(call.cx.convert.text(value)));
  const each = call.cx.variable();
  return list(call.cx.dialect.transform(value.sql, each, change(each)));
}

function trimmed(call: Call): string {
  return call.cx.dialect.text(call.args.length > 1 ? call.fixed(1, 'the characters') : ' \t');
}
