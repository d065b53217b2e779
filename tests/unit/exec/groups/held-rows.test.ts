import { expect, test } from 'vitest';
import { HeldRows } from '../../../../src/exec/groups/held-rows.js';
import { Event } from '../../../../src/values/event.js';
import { Shape } from '../../../../src/values/shape.js';
import type { Value } from '../../../../src/values/value.js';

function fieldsOf(row: Event): (readonly [string, Value])[] {
  return row.fieldNames().map((name) => [name, row.get(name)] as const);
}

/** Rows of all kinds in turn. */
function makeRow(number: number): Event {
  const shape = shapes[number % 2]!;
  switch (number % 5) {
    case 0:
      return Event.over({ get: (field) => (field === 's' ? `${number}` : null), fieldNames: () => ['s'] });
    case 1: {
      const row = Event.shaped(shape, [number, null, ['x', `${number}`]]);
      row.set('b', 'late');
      row.set('d', `${number}`);
      row.delete('a');
      return row;
    }
    case 2:
      return Event.of([]);
    case 3:
      // More names than rows have in common.
      return Event.of(Array.from({ length: 100 }, (_, field) => [`f${field}`, number] as const));
    default:
      return Event.shaped(shape, [number, `${number}`, 0.5]);
  }
}

const shapes = [Shape.of(['a', 'b', 'c']), Shape.of(['c', 'b', 'a'])];

async function taken(held: HeldRows): Promise<Event[][]> {
  const batches: Event[][] = [];
  for await (const batch of held.take()) batches.push(batch);
  return batches;
}

test.each([0, 1, 511, 512, 513, 2_000])('%d rows are what they were', async (count) => {
  const held = new HeldRows();
  const expected = [];
  for (let number = 0; number < count; number++) {
    expected.push(fieldsOf(makeRow(number)));
    held.add(makeRow(number));
  }
  const batches = await taken(held);
  const rows = batches.flat();
  expect(rows.map(fieldsOf)).toEqual(expected);
  expect(batches.every((batch) => batch.length > 0)).toBe(true);
  for (const row of rows) row.set('a', 'changed');
  for (const row of rows) row.set('e', 'added');
  expect(rows.every((row) => row.get('a') === 'changed' && row.fieldNames().at(-1) === 'e')).toBe(true);
  expect(await taken(held)).toEqual([]);
});
