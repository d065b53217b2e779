import { describe, expect, test } from 'vitest';
import type { ExecContext } from '../../../../src/exec/context.js';
import type { GroupKeyValues, KeyOptions } from '../../../../src/exec/groups/group-keys.js';
import { mostRemembered } from '../../../../src/exec/keys/decisions.js';
import { JoinGate } from '../../../../src/exec/keys/join-gate.js';
import { JoinTest } from '../../../../src/exec/keys/join-test.js';
import { KeyFilter } from '../../../../src/exec/keys/key-filter.js';
import { Overheard } from '../../../../src/exec/keys/overheard.js';
import { RowKeyTest } from '../../../../src/exec/keys/row-key-test.js';
import { Event } from '../../../../src/values/event.js';
import type { Scalar, Value } from '../../../../src/values/value.js';

const options: KeyOptions = { dedupSplitValues: false, missing: undefined };

/** A test that refuses some values of its first place; `asked` are the values it was asked about. */
async function without(places: readonly number[], refused: readonly Scalar[], prepareSays = false) {
  const asked: Scalar[][] = [];
  const overheard = new Overheard({} as ExecContext);
  const made = new RowKeyTest(places, overheard, async (context) => {
    if (prepareSays) context.note('There is no such table.');
    return (values) => {
      asked.push([...values]);
      if (values[0] === 'loud') context.note('Heard.');
      return !refused.includes(values[0]!);
    };
  });
  await made.ready();
  return { test: made, asked };
}

function event(u: Value, p: Value): Event {
  return Event.of([
    ['u', u],
    ['p', p],
  ]);
}

describe('a test that decides at once', () => {
  test('is asked about each value once, in the order of its places', async () => {
    const { test: only, asked } = await without([2, 0], ['no']);
    const keys: GroupKeyValues[] = [
      ['a', 'x', 'no'],
      ['a', 'y', 'no'],
      ['a', 'x', 'yes'],
      ['a', 'x', 1],
      ['a', 'x', '1'],
    ];
    expect(keys.map((key) => only.decided(key))).toEqual([false, false, true, true, true]);
    expect(asked).toEqual([
      ['no', 'a'],
      ['yes', 'a'],
      [1, 'a'],
      ['1', 'a'],
    ]);
    only.forget();
    expect(only.decided(['a', 'x', 'no'])).toBe(false);
    expect(asked).toHaveLength(5);
  });

  test('remembers only as long as values come again', async () => {
    const { test: only, asked } = await without([0], ['no']);
    const askedAbout = (text: string): number => asked.filter(([value]) => value === text).length;
    for (let n = 0; n < 3 * mostRemembered; n++) {
      expect(only.decided([`often ${n % 100}`])).toBe(true);
      expect(only.decided(['no'])).toBe(false);
    }
    expect([askedAbout('often 7'), askedAbout('no')]).toEqual([1, 1]);
    const { test: rare, asked: anew } = await without([0], ['no']);
    for (let n = 0; n < 30 * mostRemembered; n++) {
      rare.decided([`new ${n}`]);
      if (n % 1_000 === 0) expect(rare.decided(['no'])).toBe(false);
    }
    expect(anew.filter(([value]) => value === 'no').length).toBeGreaterThan(60);
  });

  test('lets pass what the commands have something to say about', async () => {
    const { test: only } = await without([0], ['no', 'loud']);
    expect([only.decided(['loud']), only.decided(['no']), only.decided(['loud'])]).toEqual([true, false, true]);
    const { test: unsure } = await without([0], ['no'], true);
    expect([unsure.decided(['no']), unsure.decided(['other'])]).toEqual([true, true]);
  });
});

describe('a filter of such tests', () => {
  test('decides about events where one value decides, and else about their keys', async () => {
    const first = await without([0], ['no']);
    const second = await without([1, 0], ['bad']);
    const filter = new KeyFilter([first.test, second.test], 2);
    expect(filter.immediate).toBe(true);
    const rejects = (u: Value, p: Value, given: Partial<KeyOptions> = {}): boolean =>
      filter.rejectsEvent(event(u, p), ['u', 'p'], { ...options, ...given });
    expect(rejects('no', 'x')).toBe(true);
    expect(second.asked).toEqual([]);
    expect(rejects('yes', 'bad')).toBe(true);
    expect(rejects('yes', ['bad', 'good'])).toBe(false);
    expect([filter.passes(['yes', 'bad']), filter.passes(['yes', 'good'])]).toEqual([false, true]);
    expect(rejects('yes', null)).toBe(false);
    expect(rejects('yes', null, { missing: 'bad' })).toBe(true);
    const change = [undefined, (): string => 'bad'];
    expect(rejects('yes', 'x', { change })).toBe(false);
    expect(filter.passes(['yes', 'bad'])).toBe(false);
  });

  test('asks again about what a gate wants, and counts what it refuses', async () => {
    const gate = new JoinGate();
    const made = new RowKeyTest([0], new Overheard({} as ExecContext), async () => (values) => {
      return gate.wanted!.has(`made of ${values[0]}`);
    });
    const filter = new KeyFilter([new JoinTest([], gate, made)], 1);
    expect([filter.idle, filter.immediate]).toEqual([true, true]);
    await filter.ready();
    for (const text of ['a', 'b']) {
      gate.shut(new Set([`made of ${text}`]), 1);
      expect(filter.idle).toBe(false);
      expect([filter.passes(['a']), filter.passes(['b']), filter.passes(['b'])]).toEqual([
        text === 'a',
        text === 'b',
        text === 'b',
      ]);
      expect(gate.refused).toBe(1);
    }
    expect(() => filter.passes(['c'])).toThrow('More groups');
  });
});
