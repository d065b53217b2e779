import { mentionedFields } from '../../functions/scalar/bound-field.js';
import { emitEqual, emitIn } from '../compare.js';
import { unsupported } from '../refusal.js';
import { bind } from '../scope.js';
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

/** The values of all arguments. */
const all = (call: Call): string => call.cx.dialect.lists.concat(call.args.map((_, index) => call.list(index)));

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
    const [given, other] = [call.args[0]!, call.args[1]!];
    const different = `NOT ${emitEqual([given, other], [value, call.value(1)], call.cx)}`;
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
    if (start > 0) return text(functions.substring(subject, String(start), count?.toString()));
    const size = functions.characters(subject);
    // Of a text that is shorter, what would stand in front of it counts.
    const taken = count === undefined ? undefined : `greatest(0, least(${count}, ${size} - ${-start - count}))`;
    return text(functions.substring(subject, `greatest(1, ${size} - ${-start - 1})`, taken));
  },
  urldecode: (call) => text(call.cx.dialect.functions.urlDecode(call.single(0))),
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
  mvjoin: (call) => {
    const { lists } = call.cx.dialect;
    // An engine may take a separator only as a literal.
    const join = call.literal(1) === undefined ? lists.joinBy : lists.join;
    return text(join(call.list(0), call.text(1)));
  },
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
    const [name] = mentionedFields(call.args[0]!);
    if (name === undefined) return nullValue;
    const each = call.cx.variable();
    const inner = bind(call.scope, name, text(each));
    const source = call.cx.convert.list(call.cx.value({ kind: 'field', name, span: call.node.span }, call.scope));
    const { lists } = call.cx.dialect;
    return list(lists.held(lists.filter(source, each, call.cx.condition(call.args[0]!, inner))));
  },
  mvmap: (call) => {
    const [name] = mentionedFields(call.args[0]!);
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
};

function perValue(call: Call, change: (text: string) => string): SqlValue {
  const value = call.value(0);
  if (value.type !== 'list') return text(change(call.cx.convert.text(value)));
  const each = call.cx.variable();
  return list(call.cx.dialect.lists.transform(value.sql, each, change(each)));
}

function trimmed(call: Call): string {
  return call.cx.dialect.text(call.args.length > 1 ? call.fixed(1, 'the characters') : ' \t');
}
