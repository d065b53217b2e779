import { withoutRounding } from '../../functions/scalar/exact.js';
import type { BitOperator, SqlFunctions } from '../dialect.js';
import { unsupported } from '../refusal.js';
import { nullValue } from '../value.js';
import { type FunctionTemplate, number } from './define.js';

/** Numbers whose function of the engine is null, or fails, outside its domain. */
const math =
  (sql: (x: string) => string): FunctionTemplate =>
  (call) =>
    number(sql(call.number(0)));

/** A function of a number within its domain. */
const within =
  (name: string, domain: (x: string, infinite: string) => string): FunctionTemplate =>
  (call) => {
    const x = call.number(0);
    return number(`CASE WHEN ${domain(x, call.cx.dialect.number(Number.POSITIVE_INFINITY))} THEN ${name}(${x}) END`);
  };
const anywhere = (name: string): FunctionTemplate => math((x) => `${name}(${x})`);

/** Bits that two numbers and more make (spl-core 3.12). */
const bitwise =
  (operator: BitOperator): FunctionTemplate =>
  (call) =>
    number(
      call.args
        .map((_, index) => `spl_bits(${call.number(index)})`)
        .reduce((a, b) => bitsOf(operator, a, b, call.cx.dialect.functions)),
    );

function bitsOf(operator: BitOperator, a: string, b: string, { bits, double, integer }: SqlFunctions): string {
  return double(bits(operator, integer(a), integer(b)));
}

const allBits = 2 ** 53 - 1;

/** Functions of numbers (spl-core 3.7, 3.11 and 3.12). */
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
    const quotient = `(ln(${x}) / ln(${base}))`;
    // Of a whole power the whole number, as the engine gives it.
    const nearest = call.cx.dialect.functions.round(quotient, 0);
    const whole = `CASE WHEN pow(${base}, ${nearest}) = ${x} THEN ${nearest} ELSE ${quotient} END`;
    const sql = base === 10 ? `log10(${x})` : base === 2 ? `log2(${x})` : whole;
    return number(`CASE WHEN ${x} > 0 THEN ${sql} END`);
  },
  pow: (call) => number(`pow(${call.number(0)}, ${call.number(1)})`),
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: SPL's pi has 11 decimals.
  pi: (call) => number(call.cx.dialect.number(3.14159265358)),
  acos: within('acos', (x) => `abs(${x}) <= 1`),
  asin: within('asin', (x) => `abs(${x}) <= 1`),
  acosh: within('acosh', (x) => `${x} >= 1`),
  atanh: within('atanh', (x) => `abs(${x}) < 1`),
  sin: within('sin', (x, infinite) => `abs(${x}) < ${infinite}`),
  cos: within('cos', (x, infinite) => `abs(${x}) < ${infinite}`),
  tan: within('tan', (x, infinite) => `abs(${x}) < ${infinite}`),
  asinh: anywhere('asinh'),
  atan: anywhere('atan'),
  cosh: anywhere('cosh'),
  sinh: anywhere('sinh'),
  tanh: anywhere('tanh'),
  atan2: (call) => number(`atan2(${call.number(0)}, ${call.number(1)})`),
  bit_and: bitwise('and'),
  bit_or: bitwise('or'),
  bit_xor: bitwise('xor'),
  bit_not: (call) => {
    const { dialect } = call.cx;
    const mask = call.args.length > 1 ? `spl_bits(${call.number(1)})` : dialect.number(allBits);
    const flipped = `(${dialect.number(allBits)} - spl_bits(${call.number(0)}))`;
    return number(bitsOf('and', flipped, mask, dialect.functions));
  },
  bit_shift_left: (call) => {
    const [x, by] = [`spl_bits(${call.number(0)})`, `spl_bits(${call.number(1)})`];
    return number(`CASE WHEN ${by} >= 53 THEN ${x} * 0 ELSE (${x} % pow(2, 53 - ${by})) * pow(2, ${by}) END`);
  },
  bit_shift_right: (call) => number(`floor(spl_bits(${call.number(0)}) / pow(2, spl_bits(${call.number(1)})))`),
  exact: ({ args, cx, scope }) => number(cx.convert.number(cx.value(withoutRounding(args[0]!), scope))),
};
