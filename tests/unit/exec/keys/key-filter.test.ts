import { describe, expect, test } from 'vitest';
import type { ExecContext } from '../../../../src/exec/context.js';
import type { KeyOptions } from '../../../../src/exec/groups/group-keys.js';
import { Decisions } from '../../../../src/exec/keys/decisions.js';
import { KeyFilter } from '../../../../src/exec/keys/key-filter.js';
import { KeyTest } from '../../../../src/exec/keys/key-test.js';
import { Event } from '../../../../src/values/event.js';
import type { Scalar, Value } from '../../../../src/values/value.js';

const by = ['u', 'p', 'q'];
const options: KeyOptions = { dedupSplitValues: false, missing: undefined };
const noGroups = { get: () => undefined };

/** A test of some places that rows pass which have none of the texts; `asked` are the values it was asked about. */
function without(places: readonly number[], ...texts: readonly Scalar[]) {
  const asked: Value[][] = [];
  const made = new KeyTest(
    places,
    by,
    {} as ExecContext,
    (context, branch) =>
      async function* () {
        for await (const rows of branch(context)) {
          for (const row of rows) asked.push(row.fieldNames().map((name) => row.get(name)));
          if (rows.some((row) => row.get('u') === 'loud')) context.note('Heard.');
          yield rows.filter((row) => texts.every((text) => row.get('u') !== text && row.get('p') !== text));
        }
      },
  );
  return { test: made, asked };
}

describe('Decisions', () => {
  test('are told apart by every place and by the kind of a value', () => {
    const decisions = new Decisions([0, 2]);
    decisions.set(['a', 'x', 'b'], false);
    decisions.set(['a', 'x', 1], true);
    expect(decisions.get(['a', 'y', 'b'])).toBe(false);
    expect(decisions.get(['a', 'y', 1])).toBe(true);
    expect(decisions.get(['a', 'y', '1'])).toBeUndefined();
    expect(decisions.get(['b', 'x', 'b'])).toBeUndefined();
    expect(decisions.size).toBe(2);
    decisions.set(['a', '', 'b'], true);
    expect(decisions.get(['a', 'y', 'b'])).toBe(true);
    expect(decisions.size).toBe(2);
    decisions.clear();
    expect([decisions.size, decisions.get(['a', 'y', 1])]).toEqual([0, undefined]);
  });
});

describe('a key filter', () => {
  test('asks about each value once, with the fields that matter alone', async () => {
    const { test: first, asked } = without([1], 'no');
    const filter = new KeyFilter([first], 3);
    const keys = [
      ['a', 'no', '1'],
      ['b', 'no', '2'],
      ['c', 'yes', '3'],
    ];
    await filter.look(keys, noGroups);
    expect(keys.map((key) => filter.rejects(key))).toEqual([true, true, false]);
    await filter.look(
      [
        ['d', 'no', '4'],
        ['e', 'other', '5'],
      ],
      noGroups,
    );
    expect(asked).toEqual([['no'], ['yes'], ['other']]);
  });

  test('asks later tests about what passes the earlier ones, and none about groups that are there', async () => {
    const first = without([0], 'no');
    const second = without([0, 1], 'bad');
    const filter = new KeyFilter([first.test, second.test], 3);
    const keys = [
      ['no', 'x', ''],
      ['yes', 'bad', ''],
      ['yes', 'x', ''],
      ['there', 'x', ''],
    ];
    await filter.look(keys, { get: ([u]) => (u === 'there' ? true : undefined) });
    expect(keys.map((key) => filter.rejects(key))).toEqual([true, true, false, false]);
    expect([first.asked, second.asked]).toEqual([
      [['no'], ['yes']],
      [
        ['yes', 'bad'],
        ['yes', 'x'],
      ],
    ]);
  });

  test('knows events by the values that decide', async () => {
    const { test: only } = without([0, 1], 'no');
    const filter = new KeyFilter([only], 3);
    await filter.look(
      [
        ['a', 'no', ''],
        ['a', 'none', ''],
        ['a', 'yes', ''],
      ],
      noGroups,
    );
    const rejects = (p: Value, given: Partial<KeyOptions> = {}, key = 'p'): boolean =>
      filter.rejectsEvent(
        Event.of([
          ['u', 'a'],
          [key, p],
        ]),
        ['u', key, 'q'],
        { ...options, ...given },
      );
    expect(rejects('no')).toBe(true);
    expect(rejects('no', {}, 'short')).toBe(true);
    expect(rejects('yes')).toBe(false);
    expect(rejects('new')).toBe(false);
    expect(rejects(['no', 'no'])).toBe(false);
    expect(rejects(null)).toBe(false);
    expect(rejects(null, { missing: 'no' })).toBe(true);
    expect(rejects('no', { change: [undefined, () => 'yes', undefined] })).toBe(false);
    expect(rejects('no', { change: [undefined, undefined, () => 'yes'] })).toBe(true);
  });

  test('remembers a bounded number of values, and those of the last keys in any case', async () => {
    const { test: only, asked } = without([0], 'no');
    const filter = new KeyFilter([only], 3);
    for (let start = 0; start < 20_000; start += 500) {
      const keys = Array.from({ length: 500 }, (_, index) => [String(start + index), '', '']);
      keys.push(['no', '', '']);
      await filter.look(keys, noGroups);
      expect(filter.rejects(['no', '', ''])).toBe(true);
    }
    expect(only.decided(['0', '', ''])).toBeUndefined();
    expect(asked.filter(([u]) => u === 'no').length).toBeLessThan(10);
  });

  test('lets pass what the commands have something to say about', async () => {
    const { test: only } = without([0], 'no', 'loud');
    const filter = new KeyFilter([only], 3);
    const [no, loud, never] = [
      ['no', '', ''],
      ['loud', '', ''],
      ['never', '', ''],
    ];
    await filter.look([no, loud], noGroups);
    expect([no, loud, never].map((key) => filter.rejects(key))).toEqual([false, false, false]);
  });

  test('decides nothing where rows are not the ones that were given', async () => {
    const copies = new KeyTest(
      [0],
      by,
      {} as ExecContext,
      (context, branch) =>
        async function* () {
          for await (const rows of branch(context)) yield rows.slice(1).map((row) => row.copy());
        },
    );
    const filter = new KeyFilter([copies], 3);
    const keys = [
      ['a', '', ''],
      ['b', '', ''],
    ];
    await filter.look(keys, noGroups);
    expect(keys.map((key) => filter.rejects(key))).toEqual([false, false]);
  });
});
