import type { Expression } from '../../syntax/ast.js';
import { emitTimeFormat, emitTimeSpec, fixedSeconds } from '../time.js';
import { emitTimeParse } from '../time-parse.js';
import type { SqlValue } from '../value.js';
import { type Call, type FunctionTemplate, number, text } from './define.js';

/** An epoch as `relative_time` and `strptime` give it, with six decimals; null outside the calendar. */
function epoch(sql: string, bounded: boolean): SqlValue {
  const within = bounded ? sql : `spl_epoch(${sql})`;
  return { sql: within, type: 'number', text: `spl_decimals(${within}, 6)`, decimals: 6 };
}

/** Functions of times (spl-core 3.4). */
export const timeTemplates: Readonly<Record<string, FunctionTemplate>> = {
  now: (call) => number(call.cx.now),
  time: (call) => number(call.cx.now),
  relative_time: (call) => {
    const time = call.number(0);
    const shifted = call.literal(1) === undefined ? shiftedByField(call) : undefined;
    if (shifted !== undefined) return epoch(shifted, false);
    const sql = emitTimeSpec(call.fixed(1, 'the time modifier'), time, call.cx, call.node.span);
    // An instant of its own is one only for rows that have a time.
    const asked = sql.includes(time) ? sql : `CASE WHEN ${time} IS NOT NULL THEN ${sql} END`;
    return epoch(asked, time === call.cx.now);
  },
  strftime: (call) => text(emitTimeFormat(call.number(0), call.fixed(1, 'the format'), call.cx, call.node.span)),
  strptime: (call) => {
    const sql = emitTimeParse(call.single(0), call.fixed(1, 'the format'), call.cx, call.node.span);
    return epoch(sql, true);
  },
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
  const seconds = fixedSeconds(unit.value, call.cx, call.node.span);
  if ((sign.value !== '+' && sign.value !== '-') || seconds === undefined) return undefined;
  const digits = call.cx.convert.text(call.cx.value(amount, call.scope));
  return `(${call.number(0)} ${sign.value} spl_whole(${digits}) * ${seconds})`;
}
