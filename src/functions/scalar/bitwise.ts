import { toNumber } from '../../values/coerce.js';
import type { Value } from '../../values/value.js';
import { defineFunction, type FunctionExample, type Parameter, type ScalarFunction } from '../define.js';

/** All 53 bits that a double holds exactly. */
const allBits = 2 ** 53 - 1;

/** A non-negative integer up to 2^53-1, or null (spl-core 3.12). */
function bits(value: Value): number | null {
  const number = toNumber(value);
  return number !== null && Number.isInteger(number) && number >= 0 && number <= allBits ? number : null;
}

function bitFunction(
  name: string,
  summary: string,
  parameters: readonly Parameter[],
  calculate: (numbers: readonly number[]) => number,
  examples: readonly FunctionExample[],
): ScalarFunction {
  return defineFunction({
    name,
    group: 'bitwise',
    since: '9.2',
    summary,
    parameters,
    result: 'number',
    nulls: 'Null unless every argument is a non-negative integer up to 2^53-1.',
    examples,
    evaluate: (args) => {
      const numbers: number[] = [];
      for (const arg of args) {
        const number = bits(arg);
        if (number === null) return null;
        numbers.push(number);
      }
      return calculate(numbers);
    },
  });
}

const operands: readonly Parameter[] = [
  { name: 'a', type: 'number', text: 'A non-negative integer.' },
  { name: 'b', type: 'number', repeated: true, text: 'More of them.' },
];

const shift: readonly Parameter[] = [
  { name: 'x', type: 'number', text: 'A non-negative integer.' },
  { name: 'offset', type: 'number', text: 'By how many bits.' },
];

/** Works on halves, because JavaScript's own operators see 32 bits only. */
function combine(numbers: readonly number[], operator: (a: number, b: number) => number): number {
  const half = 2 ** 27;
  return numbers.reduce((a, b) => {
    const high = operator(Math.floor(a / half), Math.floor(b / half));
    return high * half + operator(a % half, b % half);
  });
}

const and = (a: number, b: number) => a & b;

/** Functions on the bits of integers (spl-core 3.12). */
export const bitwiseFunctions: readonly ScalarFunction[] = [
  bitFunction('bit_and', 'Bits that are set in all numbers.', operands, (all) => combine(all, and), [
    { expression: 'bit_and(12,9)', result: '8' },
    { expression: 'bit_and(-1,3)', result: null },
  ]),
  bitFunction('bit_or', 'Bits that are set in any number.', operands, (all) => combine(all, (a, b) => a | b), [
    { expression: 'bit_or(4,2)', result: '6' },
  ]),
  bitFunction(
    'bit_xor',
    'Bits that are set in an odd count of the numbers.',
    operands,
    (all) => combine(all, (a, b) => a ^ b),
    [{ expression: 'bit_xor(3,2)', result: '1' }],
  ),
  bitFunction(
    'bit_not',
    'The bits of a mask that are not set in a number.',
    [
      { name: 'x', type: 'number', text: 'A non-negative integer.' },
      { name: 'mask', type: 'number', optional: true, text: 'The bits to look at; all 53 by default.' },
    ],
    ([x, mask = allBits]) => combine([allBits - x!, mask], and),
    [
      { expression: 'bit_not(9)', result: '9007199254740982' },
      { expression: 'bit_not(9,15)', result: '6' },
    ],
  ),
  bitFunction(
    'bit_shift_left',
    'A number with its bits moved to the left; bits beyond the 53rd fall off.',
    shift,
    ([x, offset]) => (offset! >= 53 ? 0 : (x! % 2 ** (53 - offset!)) * 2 ** offset!),
    [
      { expression: 'bit_shift_left(2,1)', result: '4' },
      { expression: 'bit_shift_left(1,53)', result: '0' },
      { expression: 'bit_shift_left(3,52)', result: '4503599627370496' },
    ],
  ),
  bitFunction(
    'bit_shift_right',
    'A number with its bits moved to the right.',
    shift,
    ([x, offset]) => (offset! >= 53 ? 0 : Math.floor(x! / 2 ** offset!)),
    [{ expression: 'bit_shift_right(4,1)', result: '2' }],
  ),
];
