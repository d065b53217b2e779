import { toNumber } from '../../values/coerce.js';
import { compareNumbersFirst } from '../../values/compare.js';
import { type Scalar, type Value, valuesOf } from '../../values/value.js';
import { type ArgumentProblem, type CallSite, defineFunction, type Parameter, type ScalarFunction } from '../define.js';

const values: readonly Parameter[] = [
  { name: 'value', type: 'any', repeated: true, text: 'Every value of a multivalue counts; nulls are skipped.' },
];

/** The value that stands first or last when numbers come before text (spl-core 3.9). */
function extreme(args: readonly Value[], direction: 1 | -1): Value {
  let best: Scalar | null = null;
  for (const argument of args) {
    for (const value of valuesOf(argument)) {
      if (best === null || compareNumbersFirst(value, best) * direction > 0) best = value;
    }
  }
  return best;
}

function numbersOf(args: readonly Value[]): number[] {
  return args
    .flatMap((argument) => valuesOf(argument))
    .map(toNumber)
    .filter((number) => number !== null);
}

function refuseText(call: Pick<CallSite, 'args' | 'kinds' | 'literal'>): ArgumentProblem | undefined {
  for (const [argument, kind] of call.kinds.entries()) {
    if (kind === 'string' && call.literal(argument) !== undefined) {
      return { message: 'text in quotes cannot be added up', argument };
    }
  }
  return undefined;
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** Statistical functions over the arguments of one row (spl-core 3.9). */
export const statisticalFunctions: readonly ScalarFunction[] = [
  defineFunction({
    name: 'avg',
    group: 'statistical',
    summary: 'The mean of the numbers among the values.',
    parameters: values,
    result: 'number',
    nulls: 'Skipped, like text; null when no number is left.',
    examples: [
      { expression: 'avg(5.0,v)', row: { v: '9' }, result: '7' },
      { expression: 'avg(absent)', result: null },
    ],
    check: refuseText,
    acceptsNull: true,
    evaluate(args) {
      const numbers = numbersOf(args);
      return numbers.length === 0 ? null : total(numbers) / numbers.length;
    },
  }),
  defineFunction({
    name: 'max',
    group: 'statistical',
    summary: 'The greatest value; text counts above numbers.',
    parameters: values,
    result: 'dynamic',
    nulls: 'Skipped.',
    examples: [
      { expression: 'max(1,3,6,7,"foo",name)', row: { name: 'baz' }, result: 'foo' },
      { expression: 'max(v)', row: { v: ['9', '70', '100'] }, result: '100' },
    ],
    acceptsNull: true,
    evaluate: (args) => extreme(args, 1),
  }),
  defineFunction({
    name: 'min',
    group: 'statistical',
    summary: 'The least value; numbers count below text.',
    parameters: values,
    result: 'dynamic',
    nulls: 'Skipped.',
    examples: [
      { expression: 'min(3,6,7)', result: '3' },
      { expression: 'min(v)', row: { v: ['9', '70', '100'] }, result: '9' },
      { expression: 'min(absent,5)', result: '5' },
    ],
    acceptsNull: true,
    evaluate: (args) => extreme(args, -1),
  }),
  defineFunction({
    name: 'random',
    group: 'statistical',
    summary: 'A pseudo-random whole number from 0 to 2147483647.',
    parameters: [],
    result: 'number',
    total: true,
    dependsOn: 'chance',
    examples: [],
    evaluate: (_args, context) => Math.floor(context.random() * 2 ** 31),
  }),
  defineFunction({
    name: 'sum',
    group: 'statistical',
    summary: 'The sum of the numbers among the values.',
    parameters: values,
    result: 'number',
    nulls: 'Skipped, like text; null when no number is left.',
    examples: [
      { expression: 'sum(1,2,3)', result: '6' },
      { expression: 'sum(v,2,3)', row: { v: 'somedata' }, result: '5' },
    ],
    check: refuseText,
    acceptsNull: true,
    evaluate(args) {
      const numbers = numbersOf(args);
      return numbers.length === 0 ? null : total(numbers);
    },
  }),
];
