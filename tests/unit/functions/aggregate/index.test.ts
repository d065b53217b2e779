import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aggregateNames, aggregates, findAggregate } from '../../../../src/functions/aggregate/index.js';
import { sparklineFunctions } from '../../../../src/functions/aggregate/sparkline.js';
import type { AggregateOptions } from '../../../../src/functions/define.js';
import type { Value } from '../../../../src/values/value.js';
import { aggregate, contextWith, createNamed, feed, type Sample, shown } from './aggregating.js';

describe('names', () => {
  test('aliases and letter case', () => {
    expect(findAggregate('DISTINCT_COUNT')?.definition.name).toBe('dc');
    expect(findAggregate('Mean')?.definition.name).toBe('avg');
    expect(findAggregate('c')?.definition.name).toBe('count');
  });

  test('numbers in names', () => {
    expect(findAggregate('p95')).toMatchObject({ definition: { name: 'perc' }, parameter: 95 });
    expect(findAggregate('Perc99.9')).toMatchObject({ definition: { name: 'perc' }, parameter: 99.9 });
    expect(findAggregate('exactperc0')).toMatchObject({ definition: { name: 'exactperc' }, parameter: 0 });
    expect(findAggregate('upperperc100')).toMatchObject({ definition: { name: 'upperperc' }, parameter: 100 });
  });

  test.each(['perc', 'p', 'p101', 'perc-1', 'perc9x', 'avg95', 'nothing', '', '95', 'constructor'])(
    '%s names nothing',
    (name) => {
      expect(findAggregate(name)).toBeUndefined();
    },
  );

  test('every suggested name can be found', () => {
    for (const name of aggregateNames()) expect(findAggregate(name), name).toBeDefined();
  });

  test('the functions of sparkline exist', () => {
    for (const name of sparklineFunctions) expect(aggregates.get(name)?.name).toBe(name);
  });
});

describe('examples', () => {
  for (const definition of aggregates.all) {
    for (const example of definition.examples) {
      test(`${example.call} of ${example.values.join(' ')}`, () => {
        const name = example.call.slice(0, example.call.indexOf('('));
        expect(findAggregate(name)?.definition).toBe(definition);
        const expected = example.result === null ? [] : [example.result].flat();
        expect(shown(aggregate(name, example.values))).toEqual(expected);
      });
    }
  }
});

const scalar = fc.oneof(
  fc.constantFrom('a', 'b', 'Z', '', '1', '1.0', '01', '-3', '2.5', '1e3', 'nan'),
  fc.integer({ min: -50, max: 50 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);
const sample: fc.Arbitrary<Sample> = fc.record({
  values: fc.array(scalar, { maxLength: 3 }),
  time: fc.option(fc.integer({ min: 0, max: 20 })),
  series: fc.constantFrom('s', 't'),
});

const options: AggregateOptions = { spanSeconds: 60, bins: { binOf: (time) => Math.floor(time / 5) } };

function expectSame(actual: Value, expected: Value): void {
  if (typeof actual === 'number' && typeof expected === 'number' && !Object.is(actual, expected)) {
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
  } else expect(actual).toEqual(expected);
}

describe('merging partial states equals one pass', () => {
  for (const definition of aggregates.all) {
    test(definition.name, () => {
      expect(definition.mergeable).toBe(true);
      const name = definition.parameterized === true ? `${definition.name}33.3` : definition.name;
      fc.assert(
        fc.property(fc.array(sample, { maxLength: 30 }), fc.nat(30), fc.nat(30), (samples, one, two) => {
          const context = contextWith({ limits: { listValues: 7 } });
          const [first, second] = one < two ? [one, two] : [two, one];
          const parts = [samples.slice(0, first), samples.slice(first, second), samples.slice(second)].map((part) =>
            feed(createNamed(name, context, options), part),
          );
          parts[1]!.merge!(parts[2]!);
          parts[0]!.merge!(parts[1]!);
          expectSame(parts[0]!.result(), feed(createNamed(name, context, options), samples).result());
        }),
      );
    });
  }
});

describe('results may be asked for at any time', () => {
  for (const definition of aggregates.all) {
    test(definition.name, () => {
      const name = definition.parameterized === true ? `${definition.name}50` : definition.name;
      fc.assert(
        fc.property(fc.array(sample, { maxLength: 40 }), (samples) => {
          const running = createNamed(name, contextWith(), options);
          for (const [i, each] of samples.entries()) {
            running.add(each.values, each.time, each.series);
            const fresh = feed(createNamed(name, contextWith(), options), samples.slice(0, i + 1));
            expect(running.result()).toEqual(fresh.result());
          }
        }),
        { numRuns: 20 },
      );
    });
  }
});
