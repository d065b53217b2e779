import { describe, expect, test } from 'vitest';
import { search } from '../../../src/api/search.js';
import { HeldSize, MovingSize } from '../../../src/exec/held-size.js';
import { Event, type FieldSource } from '../../../src/values/event.js';

const sourceOf = (characters: number): FieldSource => ({ get: () => null, fieldNames: () => [], characters });

describe('what rows hold', () => {
  test('an event counts with its text, and once for the rows that are made of it', () => {
    const size = new HeldSize();
    const source = sourceOf(16_200);
    expect(size.add(Event.over(source))).toBe(1000);
    expect(size.add(Event.over(source))).toBe(1000);
    expect(size.add(Event.over(sourceOf(16_200)))).toBe(2000);
  });

  test('short texts count where there are many of them in a row', () => {
    const row = Event.of(Array.from({ length: 50 }, (_, n) => [`f${n}`, 'x'.repeat(100)] as const));
    expect(new HeldSize().add(row)).toBe((5000 - 200) / 16);
    expect(new HeldSize().add(Event.of([['a', 'x'.repeat(100)]]))).toBe(0);
  });

  test('rows that go leave nothing behind', () => {
    const size = new MovingSize();
    const rows = [sourceOf(5000), sourceOf(5000), sourceOf(10)].map((source) => Event.over(source));
    rows.push(Event.of([['a', 'y'.repeat(1000)]]), Event.over(rows[0]!.source));
    for (const row of rows) size.add(row);
    expect(size.values).toBe(2 * Math.trunc(4800 / 16) + Math.trunc(1000 / 16));
    for (const row of rows) size.remove(row);
    expect(size.values).toBe(0);
  });
});

const lines = Array.from({ length: 40 }, (_, n) => ({ _time: n, user: `u${n % 3}`, text: `${n}`.repeat(4000) }));

test.each([
  ['whole events', 'sort 0 - _time', true],
  ['the long field', 'sort 0 - _time | stats list(text) as t by user', true],
  ['a short field', 'sort 0 - _time | stats list(user) as u', false],
  ['nothing but their number', 'reverse | stats count', false],
  ['what joins the groups of all', 'eventstats count by user | table _time user count', false],
])('what a search holds of events is what it asks of them: %s', async (_, spl, isCut) => {
  const { diagnostics } = await search(`search * | ${spl}`, lines, { limits: { heldValues: 4000 } });
  const notes = diagnostics.filter(({ message }) => message.includes('heldValues'));
  expect(notes.length > 0).toBe(isCut);
});
