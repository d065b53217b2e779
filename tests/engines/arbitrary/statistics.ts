import fc from 'fast-check';
import { condition, expression } from './expressions.js';
import { field, inEval, names } from './fields.js';

const aggregation = fc
  .tuple(
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom(
            'count',
            'dc',
            'sum',
            'avg',
            'min',
            'max',
            'range',
            'values',
            'list',
            'first',
            'last',
            'earliest',
            'latest',
            'median',
            'p90',
            'earliest_time',
            'latest_time',
            'sumsq',
          ),
          field,
        )
        .map(([name, of]) => `${name}(${of})`),
      // The spread of infinite numbers is another in each engine.
      fc
        .tuple(fc.constantFrom('stdev', 'var', 'stdevp', 'varp'), field.map(inEval))
        .map(([name, of]) => `${name}(eval(if(abs(${of})<1e100,${of},null())))`),
      fc.constant('count'),
      condition.map((each) => `count(eval(${each}))`),
      fc
        .tuple(fc.constantFrom('sum', 'values', 'dc', 'max'), expression)
        .map(([name, each]) => `${name}(eval(${each}))`),
    ),
    fc.constantFrom('r', 's', 'n', 'm'),
  )
  .map(([call, as]) => ({ text: `${call} as ${as}`, as }));
const aggregations = fc
  .uniqueArray(aggregation, { selector: ({ as }) => as, minLength: 1, maxLength: 3 })
  .map((all) => all.map(({ text }) => text).join(' '));
const by = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: names.map((all) => ` by ${all.join(' ')}`) },
);
export const statistics = fc
  .tuple(aggregations, by)
  .filter(([all, keys]) => !keys.split(/\W+/).some((key) => key !== '' && key !== 'by' && all.includes(` as ${key}`)))
  .map((parts) => parts.join(''));
