import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../../src/api/options.js';
import { MergedRows } from '../../../../src/api/passes/merged-rows.js';
import { RowCells } from '../../../../src/api/passes/row-cells.js';
import type { RowKeys } from '../../../../src/api/passes/scan-order.js';
import { rowLayout } from '../../../../src/api/passes/scanned-row.js';
import { LimitedRoom } from '../../../../src/exec/held-room.js';
import { plainContext } from '../../../../src/exec/plain-environment.js';
import { argumentValues } from '../../../../src/functions/aggregate/argument-values.js';
import { aggregates } from '../../../../src/functions/aggregate/index.js';
import { Event } from '../../../../src/values/event.js';
import type { Value } from '../../../../src/values/value.js';

const keys = { fields: ['k'], written: [], merged: { extremes: ['n', 'm'], distinct: ['v', 'w'] } } satisfies RowKeys;

/** Puts rows through; a line for each row, and lines before which nothing is merged with what lies before. */
function merged(rows: readonly Readonly<Record<string, Value>>[], cuts: readonly number[] = []) {
  const cells = new RowCells([keys]);
  const merging = new MergedRows(0, keys, cells);
  rows.forEach((row, line) => {
    if (cuts.includes(line)) merging.cut();
    merging.add(line, Event.over({ get: (field) => row[field] ?? null, fieldNames: () => Object.keys(row) }));
  });
  const found = merging.take();
  const values = cells.take();
  const layout = rowLayout(keys);
  const out: { line: number; event: Event }[] = [];
  for (let at = 0; at < found.length; at += layout.lengthOf(found, at))
    out.push({ line: found[at]!, event: Event.over(layout.rowOf(values, found, at)) });
  return out;
}

function told(rows: ReturnType<typeof merged>) {
  return rows.map(({ line, event }) => ({
    line,
    weight: event.weight,
    ...Object.fromEntries(['k', 'n', 'm', 'v', 'w'].map((field) => [field, event.get(field)])),
  }));
}

describe('rows that are merged', () => {
  test('give the extremes and each value once', () => {
    const rows = [
      { k: 'a', n: 5, v: 'x' },
      { k: 'b', n: 1, v: 'y' },
      { k: 'a', n: 3, v: 'z', w: ['p', 'q'] },
      { k: 'a', n: 9, v: 'x', w: 'p' },
    ];
    expect(told(merged(rows))).toEqual([
      { line: 0, weight: 3, k: 'a', n: [3, 9], m: null, v: ['z', 'x'], w: ['p', 'p', 'q'] },
      { line: 1, weight: 1, k: 'b', n: 1, m: null, v: 'y', w: null },
    ]);
  });

  test.each([
    ['text that is no number', { k: 'a', n: 'x' }, { k: 'a', n: 1 }],
    ['numbers written in several ways', { k: 'a', n: '1.0' }, { k: 'a', n: '1' }],
    ['numbers and texts', { k: 'a', n: '1' }, { k: 'a', n: 1 }],
    ['several values', { k: 'a', n: ['1', '2'] }, { k: 'a', n: '1' }],
    ['the two zeros', { k: 'a', n: -0 }, { k: 'a', n: 0 }],
  ])('are not merged with %s', (_name, first, second) => {
    expect(merged([first, second])).toHaveLength(2);
    expect(merged([second, first])).toHaveLength(2);
    expect(told(merged([second, second, first]))).toMatchObject([{ weight: 2 }, { n: first.n, weight: 1 }]);
  });

  test('a cut keeps what lies before it apart', () => {
    const rows = [{ k: 'a' }, { k: 'a' }, { k: 'a' }];
    expect(told(merged(rows, [1])).map(({ line, weight }) => [line, weight])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  test('come to the same results as the rows themselves', () => {
    const { settings } = readSettings({ now: 1_700_000_000 });
    const context = plainContext(settings);
    const value = fc.constantFrom<Value>(
      null,
      1,
      2,
      10,
      -0,
      0,
      '1',
      '2',
      '10',
      '1.0',
      '-3.5',
      'x',
      'y',
      ['1', 'x'],
      ['y', 'x'],
    );
    const row = fc.record({
      k: fc.constantFrom('a', 'b'),
      n: fc.oneof({ weight: 12, arbitrary: fc.constantFrom(1, 2, 10, null) }, { weight: 1, arbitrary: value }),
      m: fc.integer({ min: -9, max: 9 }),
      v: value,
      w: value,
    });
    let spared = 0;
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 40, size: 'max' }),
        fc.array(fc.nat({ max: 40 }), { maxLength: 2 }),
        (rows, cuts) => {
          const together = merged(rows, cuts);
          spared += rows.length - together.length;
          expect(together.reduce((sum, { event }) => sum + event.weight, 0)).toBe(rows.length);
          for (const definition of aggregates.all) {
            if (definition.needs === undefined) continue;
            for (const field of definition.needs === 'extremes' ? ['n', 'm'] : ['v', 'w']) {
              for (const k of ['a', 'b']) {
                const whole = definition.create(context, new LimitedRoom(context, 'A state'));
                for (const each of rows) if (each.k === k) whole.add(argumentValues(each[field as 'n']), null);
                const parts = definition.create(context, new LimitedRoom(context, 'A state'));
                for (const { event } of together)
                  if (event.get('k') === k) parts.add(argumentValues(event.get(field)), null);
                expect(parts.result()).toEqual(whole.result());
              }
            }
          }
        },
      ),
    );
    expect(spared).toBeGreaterThan(100);
  });
});
