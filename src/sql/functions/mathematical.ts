import { withoutRounding } from '../../functions/scalar/exact.js';
import { unsupported } from '../refusal.js';
import { nullValue } from '../value.js';
import { type FunctionTemplate, number } from './define.js';

/** Numbers whose function of the engine is null, or fails, outside its domain. */
const math =
  (sql: (x: string) => string): FunctionTemplate =>
  (call) =>
    number(sql(call.number(0)));

/** Functions of numbers (spl-core 3.7). */
export const mathematicalTemplates: Readonly<Record<string, FunctionTemplate>> = {
  round: (call) => {
    const decimals = call.args.length > 1 ? Number(call.fixed(1, 'the decimals')) : 0;
    if (!Number.isInteger(decimals) || decimals < 0 || decimals > 10)
      return unsupported('round() to so many decimals', call.node.span);
    const sql = call.cx.dialect.functions.round(call.number(0), decimals);
    return decimals === 0 ? number(sql) : { sql, type: 'number', text: `spl_decimals(${sql}, ${decimals})`, decimals };
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
  exact: ({ args, cx, scope }) => number(cx.convert.number(cx.value(withoutRounding(args[0]!), scope))),
};
