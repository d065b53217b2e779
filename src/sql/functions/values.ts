import type { Expression } from '../../syntax/ast.js';
import { timeUnit, unitSeconds } from '../../values/time/unit.js';
import { emitEqual, emitIn } from '../compare.js';
import { parseJsonPath } from '../json-path.js';
import { unsupported } from '../refusal.js';
import { bind } from '../scope.js';
import { emitTimeFormat, emitTimeSpec } from '../time.js';
import { emitTimeParse } from '../time-parse.js';
import { commonType, nullValue, type SqlType, type SqlValue } from '../value.js';
import { boolean, type Call, type FunctionTemplate, list, number, text } from './define.js';

/** Values of different types as one type, for the branches of CASE. */
function unify(values: readonly SqlValue[], call: Pick<Call, 'cx'>): { sqls: string[]; type: SqlType | 'boolean' } {
  const stored = values.map((value) =>
    value.type === 'number' && value.text !== undefined && values.length > 1 ? text(value.text) : value,
  );
  const type = commonType(stored.map((value) => value.type));
  if (type === 'boolean') return { sqls: stored.map((value) => (value.type === 'null' ? 'FALSE' : value.sql)), type };
  return { sqls: stored.map((value) => call.cx.convert.to(value, type)), type };
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
  const cases = conditions.map((condition, i) => [condition, sqls[i]!] as const);
  if (type === 'boolean') return boolean(call.cx.convert.choice(cases, 'FALSE', 'text'));
  return { sql: call.cx.convert.choice(cases, undefined, type), type };
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

/** The values of all arguments. */
const all = (call: Call): string => call.cx.dialect.lists.concat(call.args.map((_, index) => call.list(index)));

/** Numbers whose function of the engine is null, or fails, outside its domain. */
const math =
  (sql: (x: string) => string): FunctionTemplate =>
  (call) =>
    number(sql(call.number(0)));

/** Functions of single values. */
export const valueTemplates: Readonly<Record<string, FunctionTemplate>> = {
  if: (call) => {
    const { sqls, type } = unify([call.value(1), call.value(2)], call);
    return { sql: call.cx.convert.choice([[call.condition(0), sqls[0]!]], sqls[1]!, 'text'), type };
  },
  case: (call) => pairs(call, false),
  validate: (call) => pairs(call, true),
  coalesce: (call) => {
    const values = call.args.map((_, index) => call.value(index)).filter((value) => value.type !== 'null');
    if (values.length === 0) return nullValue;
    const { sqls, type } = unify(values, call);
    return { sql: call.cx.convert.firstOf(sqls, type === 'boolean' ? 'text' : type), type };
  },
  null: () => nullValue,
  true: () => boolean('TRUE'),
  false: () => boolean('FALSE'),
  nullif: (call) => {
    const value = call.value(0);
    if (value.type === 'null') return value;
    const different = `NOT ${emitEqual(call.args[0]!, call.args[1]!, call.scope, call.cx)}`;
    const type = value.type === 'boolean' ? 'text' : value.type;
    return { sql: call.cx.convert.choice([[different, value.sql]], undefined, type), type: value.type };
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
    return boolean(
      value.type === 'boolean' ? 'FALSE' : value.type === 'null' ? 'TRUE' : `(${call.cx.convert.absent(value)})`,
    );
  },
  isnotnull: (call) => {
    const value = call.value(0);
    return boolean(
      value.type === 'boolean' ? 'TRUE' : value.type === 'null' ? 'FALSE' : `(${call.cx.convert.present(value)})`,
    );
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
  ismv: (call) => boolean(`coalesce(${call.cx.dialect.lists.size(call.list(0))} > 1, FALSE)`),
  now: (call) => number(call.cx.now),
  time: (call) => number(call.cx.now),
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
  lower: (call) => perValue(call, call.cx.dialect.functions.lower),
  upper: (call) => perValue(call, call.cx.dialect.functions.upper),
  len: (call) => number(call.cx.dialect.functions.double(call.cx.dialect.functions.characters(call.single(0)))),
  trim: (call) => text(call.cx.dialect.functions.trim('both', call.single(0), trimmed(call))),
  ltrim: (call) => text(call.cx.dialect.functions.trim('leading', call.single(0), trimmed(call))),
  rtrim: (call) => text(call.cx.dialect.functions.trim('trailing', call.single(0), trimmed(call))),
  substr: (call) => {
    const { functions } = call.cx.dialect;
    const subject = call.single(0);
    let start = Math.trunc(Number(call.fixed(1, 'the start')));
    let count = call.args.length > 2 ? Math.trunc(Number(call.fixed(2, 'the length'))) : undefined;
    if (Number.isNaN(start) || Number.isNaN(count) || (count !== undefined && count < 0))
      return unsupported('substr() with such a start or length', call.node.span);
    if (start === 0) {
      // Position 0 lies before the text, or means 1 by a switch.
      start = 1;
      if (count !== undefined && count > 0 && call.cx.schema.semantics.substrZero !== 'as-one') count--;
    }
    if (start > 0) return text(functions.substring(subject, String(start), count));
    const from = `${functions.characters(subject)} ${start} + 1`;
    if (count === undefined) return text(functions.substring(subject, `greatest(1, ${from})`));
    return unsupported('substr() from the end with a length', call.node.span);
  },
  urldecode: (call) => text(call.cx.dialect.functions.urlDecode(call.single(0))),
  tonumber: (call) => {
    if (call.args.length > 1 && call.literal(1) !== '10')
      return unsupported('tonumber() with another base than 10', call.node.span);
    return number(call.number(0));
  },
  tostring: (call) => {
    if (call.args.length === 1) return text(call.text(0));
    const format = call.fixed(1, 'the format');
    if (format === 'duration') return text(`spl_duration(${call.number(0)})`);
    return unsupported(`tostring() with the format ${format}`, call.node.span);
  },
  round: (call) => {
    const decimals = call.args.length > 1 ? Number(call.fixed(1, 'the decimals')) : 0;
    if (!Number.isInteger(decimals) || decimals < 0 || decimals > 10)
      return unsupported('round() to so many decimals', call.node.span);
    const sql = call.cx.dialect.functions.round(call.number(0), decimals);
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
  sum: (call) => number(call.cx.dialect.lists.aggregate('sum', `spl_numbers(${all(call)})`)),
  avg: (call) => number(call.cx.dialect.lists.aggregate('avg', `spl_numbers(${all(call)})`)),
  md5: (call) => text(call.cx.dialect.functions.digest('md5', call.single(0))),
  sha1: (call) => text(call.cx.dialect.functions.digest('sha1', call.single(0))),
  sha256: (call) => text(call.cx.dialect.functions.digest('sha256', call.single(0))),
  mvappend: (call) => list(call.cx.dialect.lists.held(all(call))),
  mvcount: (call) => number(call.cx.dialect.functions.double(`nullif(${call.cx.dialect.lists.size(call.list(0))}, 0)`)),
  mvdedup: (call) => list(call.cx.dialect.lists.held(`spl_unique(${call.list(0)})`)),
  mvsort: (call) => list(call.cx.dialect.lists.sort(call.list(0))),
  mvreverse: (call) => list(call.cx.dialect.lists.reverse(call.list(0))),
  mvjoin: (call) => text(call.cx.dialect.lists.join(call.list(0), call.text(1))),
  mvindex: (call) => {
    const items = call.list(0);
    const { lists, functions } = call.cx.dialect;
    const size = lists.size(items);
    // The index as the engine counts: from 1, or from the end.
    const at = (index: number): string => {
      const fixed = call.literal(index);
      if (fixed === undefined) {
        const n = call.number(index);
        const whole = functions.integer(n);
        return `CASE WHEN ${n} <> trunc(${n}) THEN NULL WHEN ${n} < 0 THEN ${size} + ${whole} + 1 ELSE ${whole} + 1 END`;
      }
      const place = Number(fixed);
      if (!Number.isInteger(place)) return 'NULL';
      return place < 0 ? `${size} - ${-place - 1}` : String(place + 1);
    };
    const start = at(1);
    if (call.args.length === 2) return text(`CASE WHEN ${start} >= 1 THEN ${lists.at(items, start)} END`);
    const end = at(2);
    const part = lists.held(lists.slice(items, `greatest(${start}, 1)`, end));
    return list(call.cx.convert.choice([[`${end} >= 1 AND ${start} <= ${size}`, part]], undefined, 'list'));
  },
  mvzip: (call) => {
    const separator = call.args.length > 2 ? call.text(2) : "','";
    return list(`spl_zip(${call.list(0)}, ${call.list(1)}, ${separator})`);
  },
  split: (call) => {
    const delimiter = call.fixed(1, 'the delimiter');
    const subject = call.single(0);
    const pieces = call.cx.dialect.functions.split(subject, call.cx.dialect.text(delimiter));
    return list(call.cx.convert.choice([[`${subject} <> ''`, pieces]], undefined, 'list'));
  },
  mvfilter: (call) => {
    const [name] = mentioned(call.args[0]!, new Set());
    if (name === undefined) return nullValue;
    const each = call.cx.variable();
    const inner = bind(call.scope, name, text(each));
    const source = call.cx.convert.list(call.cx.value({ kind: 'field', name, span: call.node.span }, call.scope));
    const { lists } = call.cx.dialect;
    return list(lists.held(lists.filter(source, each, call.cx.condition(call.args[0]!, inner))));
  },
  mvmap: (call) => {
    const [name] = mentioned(call.args[0]!, new Set());
    const each = call.cx.variable();
    const inner = name === undefined ? call.scope : bind(call.scope, name, text(each));
    const body = call.cx.value(call.args[1]!, inner);
    const { lists } = call.cx.dialect;
    return list(
      body.type === 'list'
        ? lists.collectAll(call.list(0), each, body.sql)
        : lists.collect(call.list(0), each, call.cx.convert.text(body)),
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
  return `(${call.number(0)} ${sign.value} spl_whole(${digits}) * ${seconds})`;
}

function jsonText(call: Call, index: number): SqlValue {
  if (call.args.length !== 2) return unsupported(`${call.node.name}() without a single path`, call.node.span);
  const path = parseJsonPath(call.fixed(index, 'the path'));
  if (path === undefined || path.many) return unsupported('a path through lists of JSON', call.node.span);
  return text(call.cx.dialect.json.value(call.single(0), path));
}

function perValue(call: Call, change: (text: string) => string): SqlValue {
  const value = call.value(0);
  if (value.type !== 'list') return text(change(call.cx.convert.text(value)));
  const each = call.cx.variable();
  return list(call.cx.dialect.lists.transform(value.sql, each, change(each)));
}

function trimmed(call: Call): string {
  return call.cx.dialect.text(call.args.length > 1 ? call.fixed(1, 'the characters') : ' \t');
}
