import { describe, expect, test } from 'vitest';
import { ForeseenRows } from '../../../../src/api/passes/foreseen-rows.js';
import { Event } from '../../../../src/values/event.js';

const row = Event.over({ get: () => null, fieldNames: () => [] });

describe('rows that are held for a later pass', () => {
  test('are all of a source', () => {
    const held = new ForeseenRows(2, 10_000);
    held.add(1, row, 4_000);
    held.add(1, row, 4_000);
    expect(held.rowsOf(1)).toEqual([row, row]);
    expect(held.rowsOf(0)).toEqual([]);
  });

  test('are dropped of the source that has most where they are too many', () => {
    const held = new ForeseenRows(3, 10_000);
    held.add(0, row, 3_000);
    held.add(1, row, 4_000);
    held.add(2, row, 4_000);
    expect(held.isDropped(1)).toBe(true);
    expect(held.rowsOf(1)).toBeUndefined();
    // What was dropped makes room, and takes no more.
    held.add(1, row, 9_000);
    held.add(2, row, 2_500);
    expect(held.rowsOf(0)).toHaveLength(1);
    expect(held.rowsOf(2)).toHaveLength(2);
    expect(held.rowsOf(1)).toBeUndefined();
  });

  test('cost something each, however short their events', () => {
    const held = new ForeseenRows(1, 10_000);
    for (let count = 0; count < 19; count++) held.add(0, row, 0);
    expect(held.rowsOf(0)).toHaveLength(19);
    held.add(0, row, 0);
    expect(held.rowsOf(0)).toBeUndefined();
  });

  test('of one long event are too many', () => {
    const held = new ForeseenRows(2, 10_000);
    held.add(0, row, 10_001);
    expect(held.rowsOf(0)).toBeUndefined();
    expect(held.rowsOf(1)).toEqual([]);
  });
});
