import { formatNumber, toNumber } from '../../values/coerce.js';
import { roundDecimal } from '../../values/decimal.js';
import { defineFunction, type FunctionExample, type Parameter, type ScalarFunction } from '../define.js';
import { exactFunction, sigfigFunction } from './exact.js';

/** More decimals than any number has; asking for more gives this many, with a note. */
const mostDecimals = 100;

const x: Parameter = { name: 'x', type: 'number', text: 'A number.' };

/** A function of one number; NaN as its result means null. */
function numberFunction(
  names: readonly [string, ...string[]],
  summary: string,
  calculate: (x: number) => number,
  examples: readonly FunctionExample[],
): ScalarFunction {
  const [name, ...aliases] = names;
  return defineFunction({
    name,
    aliases,
    group: 'mathematical',
    summary,
    parameters: [x],
    result: 'number',
    examples,
    evaluate: ([value]) => {
      const number = toNumber(value!);
      if (number === null) return null;
      const result = calculate(number);
      return Number.isNaN(result) && !Number.isNaN(number) ? null : result;
    },
  });
}

const log = defineFunction({
  name: 'log',
  group: 'mathematical',
  summary: 'The logarithm of a number.',
  parameters: [x, { name: 'base', type: 'number', optional: true, text: 'The base; 10 by default.' }],
  result: 'number',
  nulls: 'Null for a number or base that is not positive, and for the base 1.',
  examples: [
    { expression: 'log(100)', result: '2' },
    { expression: 'log(8,2)', result: '3' },
    { expression: 'log(0)', result: null },
  ],
  evaluate: (args) => {
    const number = toNumber(args[0]!);
    const base = args.length > 1 ? toNumber(args[1]!) : 10;
    if (number === null || base === null || number <= 0 || base <= 0 || base === 1) return null;
    if (base === 10) return Math.log10(number);
    if (base === 2) return Math.log2(number);
    const result = Math.log(number) / Math.log(base);
    // The quotient of two logarithms misses whole powers by a last digit: log(243,3).
    const whole = Math.round(result);
    return base ** whole === number ? whole : result;
  },
});

const pi = defineFunction({
  name: 'pi',
  group: 'mathematical',
  summary: 'The constant pi to 11 decimals.',
  parameters: [],
  result: 'number',
  examples: [{ expression: 'pi()', result: '3.14159265358' }],
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: SPL's pi has 11 decimals.
  evaluate: () => 3.14159265358,
});

/** As C has it: 1 to any power is 1, and so is -1 to an infinite one, where JavaScript gives NaN. */
function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY)) return 1;
  return base ** exponent;
}

const pow = defineFunction({
  name: 'pow',
  group: 'mathematical',
  summary: 'A number to a power.',
  parameters: [x, { name: 'y', type: 'number', text: 'The exponent.' }],
  result: 'number',
  examples: [
    { expression: 'pow(2,10)', result: '1024' },
    { expression: 'pow(2,53)-1', result: '9007199254740991' },
    { expression: 'pow(1,x)', row: { x: '1e400' }, result: '1' },
  ],
  evaluate: ([base, exponent]) => {
    const left = toNumber(base!);
    const right = toNumber(exponent!);
    return left === null || right === null ? null : power(left, right);
  },
});

const round = defineFunction({
  name: 'round',
  group: 'mathematical',
  summary: 'A number rounded half away from zero, as its decimal digits stand.',
  parameters: [x, { name: 'n', type: 'number', optional: true, text: 'Decimals to keep and to print; 0 by default.' }],
  result: 'number',
  notes: true,
  examples: [
    { expression: 'round(3.5)', result: '4' },
    { expression: 'round(-2.5)', result: '-3' },
    { expression: 'round(10/3,2)', result: '3.33' },
    { expression: 'round(2.555,2)', result: '2.56' },
    { expression: 'round(4,2)', result: '4.00' },
    { expression: 'round(v)', row: { v: 'x' }, result: null },
  ],
  evaluate: (args, context) => {
    const value = args[0]!;
    const number = toNumber(value);
    const asked = args.length > 1 ? toNumber(args[1]!) : 0;
    if (number === null || asked === null || !(asked >= 0)) return null;
    if (!Number.isFinite(number)) return number;
    if (asked > mostDecimals) context.note(`round() prints at most ${mostDecimals} decimals.`);
    const decimals = Math.min(Math.trunc(asked), mostDecimals);
    const result = roundDecimal(typeof value === 'string' ? value : formatNumber(number), decimals);
    return decimals === 0 ? Number(result) : result;
  },
});

/** Functions on numbers (spl-core 3.7). */
export const mathematicalFunctions: readonly ScalarFunction[] = [
  numberFunction(['abs'], 'The amount of a number, without its sign.', Math.abs, [
    { expression: 'abs(-5)', result: '5' },
  ]),
  numberFunction(['ceiling', 'ceil'], 'The next integer upwards.', Math.ceil, [
    { expression: 'ceiling(1.9)', result: '2' },
    { expression: 'ceil(-0.5)', result: '0' },
  ]),
  exactFunction,
  numberFunction(['exp'], 'e to the power of a number.', Math.exp, [{ expression: 'exp(0)', result: '1' }]),
  numberFunction(['floor'], 'The next integer downwards.', Math.floor, [
    { expression: 'floor(1.9)', result: '1' },
    { expression: 'floor(-1.1)', result: '-2' },
  ]),
  numberFunction(['ln'], 'The natural logarithm; null unless positive.', (n) => (n > 0 ? Math.log(n) : Number.NaN), [
    { expression: 'ln(1)', result: '0' },
    { expression: 'ln(0)', result: null },
  ]),
  log,
  pi,
  pow,
  round,
  sigfigFunction,
  numberFunction(['sqrt'], 'The square root; null of a negative number.', Math.sqrt, [
    { expression: 'sqrt(9)', result: '3' },
    { expression: 'sqrt(-1)', result: null },
  ]),
];
