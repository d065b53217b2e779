import { expect, test } from 'vitest';
import { Event } from '../../../src/values/event.js';
import { Shape } from '../../../src/values/shape.js';

const namesOf = (shape: Shape): string[] => Array.from({ length: shape.width }, (_, place) => shape.nameAt(place));

test('the same names in the same order are the same shape', () => {
  const shape = Shape.of(['a', 'b']);
  const one = shape.with('c').with('d');
  const other = shape.with('x').with('c');
  expect(shape.with('c').with('d')).toBe(one);
  expect(shape.with('x').with('c')).toBe(other);
  expect(namesOf(one)).toEqual(['a', 'b', 'c', 'd']);
  expect(namesOf(other)).toEqual(['a', 'b', 'x', 'c']);
  expect([one, other].map((each) => each.placeOf('c'))).toEqual([2, 3]);
  expect(shape.placeOf('c')).toBeUndefined();
  expect(shape.with('a')).toBe(shape);
});

test('a name that becomes the last one leads to a shape there is', () => {
  const shape = Shape.of(['a', 'b', 'c']);
  const moved = shape.withLast('a');
  expect(namesOf(moved)).toEqual(['b', 'c', 'a']);
  expect(shape.withLast('a')).toBe(moved);
  expect(moved.withLast('b').withLast('c')).toBe(shape);
  expect(shape.withLast('c')).toBe(shape);
});

test('a shape with too many names belongs to one row', () => {
  const shared = Array.from({ length: 64 }, (_, number) => `n${number}`).reduce(
    (shape, name) => shape.with(name),
    Shape.of(['a']),
  );
  expect(shared.copy()).toBe(shared);
  const own = shared.with('b');
  expect(shared.with('b')).not.toBe(own);
  expect(own.with('c')).toBe(own);
  const copy = own.copy();
  copy.with('d');
  copy.keep((place) => place !== 0);
  copy.with('a');
  expect([own.width, copy.width]).toEqual([67, 68]);
  expect([own.nameAt(0), copy.nameAt(0), copy.nameAt(67), copy.placeOf('n0')]).toEqual(['a', 'n0', 'a', 0]);
});

test('a command may name more columns than events may have in common', () => {
  const names = Array.from({ length: 12_000 }, (_, number) => `n${number}`);
  const shape = Shape.of(names);
  expect(shape.copy()).toBe(shape);
  expect(shape.with('more').copy()).toBe(shape.with('more'));
  expect(shape.placeOf('n11999')).toBe(11_999);
});

test('a column of a table keeps its place in a row that gets it later', () => {
  const shape = Shape.ofTable(['a', 'b', 'c']);
  const row = Event.shaped(shape, ['1', null, '3']);
  row.set('d', '4');
  row.delete('d');
  expect([row.fieldNames(), row.columnNames(row.fieldNames())]).toEqual([
    ['a', 'c'],
    ['a', 'b', 'c'],
  ]);
  row.set('e', '5');
  row.set('d', '6');
  row.set('b', '2');
  expect(row.fieldNames()).toEqual(['a', 'b', 'c', 'e', 'd']);
});

test('a row of a table with more names than rows have in common keeps the columns too', () => {
  const row = Event.shaped(Shape.ofTable(['a', 'b']), [null, '2']);
  for (let number = 0; number < 70; number++) row.set(`n${number}`, 'x');
  for (let number = 0; number < 70; number++) row.delete(`n${number}`);
  row.set('n3', 'y');
  row.set('a', '1');
  expect(row.fieldNames()).toEqual(['a', 'b', 'n3']);
});

test('rows of events have no columns but their fields', () => {
  const row = Event.of([['a', '1']]);
  row.delete('a');
  row.set('b', '2');
  const names = row.fieldNames();
  expect(row.columnNames(names)).toBe(names);
});
