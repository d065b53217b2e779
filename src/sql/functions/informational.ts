import { staticKind } from '../compare.js';
import { boolean, type Call, type FunctionTemplate, text } from './define.js';

/** Whether the argument is text that an expression made, which is no number whatever it looks like (spl-core 3.5). */
const isText = (call: Call): boolean => staticKind(call.args[0]!) === 'string';

/** Whether a value counts as a number: it looks like one, or is `NaN`. */
function isNumber(call: Call): string {
  const value = call.value(0);
  if (value.type === 'null' || value.type === 'boolean' || isText(call)) return 'FALSE';
  const known = `${call.number(0)} IS NOT NULL`;
  return value.type === 'number' ? `(${known})` : `(${known} OR coalesce(spl_fold(${call.single(0)}) = 'nan', FALSE))`;
}

function isWhole(call: Call): string {
  if (isText(call)) return 'FALSE';
  const n = call.number(0);
  return `coalesce(${n} = trunc(${n}) AND abs(${n}) < ${call.cx.dialect.number(Number.POSITIVE_INFINITY)}, FALSE)`;
}

/** Functions that ask what a value is (spl-core 3.5). */
export const informationalTemplates: Readonly<Record<string, FunctionTemplate>> = {
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
  isnum: (call) => boolean(isNumber(call)),
  isint: (call) => boolean(isWhole(call)),
  isdouble: (call) => boolean(`(${isNumber(call)} AND NOT ${isWhole(call)})`),
  isstr: (call) => {
    const { type } = call.value(0);
    if (type === 'number' || type === 'boolean' || type === 'null') return boolean('FALSE');
    if (isText(call)) return boolean(`(${call.single(0)} IS NOT NULL)`);
    // A text that is no finite number, so that `NaN` is both.
    const n = call.number(0);
    const finite = `coalesce(abs(${n}) < ${call.cx.dialect.number(Number.POSITIVE_INFINITY)}, FALSE)`;
    return boolean(`(${call.single(0)} IS NOT NULL AND NOT ${finite})`);
  },
  isbool: (call) => boolean(call.value(0).type === 'boolean' ? 'TRUE' : 'FALSE'),
  ismv: (call) => boolean(`coalesce(${call.cx.dialect.lists.size(call.list(0))} > 1, FALSE)`),
  typeof: (call) => {
    const value = call.value(0);
    if (value.type === 'boolean') return text("'Bool'");
    if (value.type === 'null') return text("'Invalid'");
    const first =
      value.type === 'list' ? ({ sql: call.cx.dialect.lists.at(value.sql, '1'), type: 'text' } as const) : value;
    const number = isNumber({
      ...call,
      value: () => first,
      number: () => call.cx.convert.number(first),
      single: () => call.cx.convert.single(first),
    });
    return text(
      `CASE WHEN ${call.cx.convert.absent(value)} THEN 'Invalid' WHEN ${number} THEN 'Number' ELSE 'String' END`,
    );
  },
};
