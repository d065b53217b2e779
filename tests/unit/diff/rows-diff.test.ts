import { expect, test } from 'vitest';
import { multisetDiff, rowsDiff } from '../../../src/diff/rows-diff.js';

test('rows count as often as they are there, whatever the order of their fields', () => {
  const before = [{ a: '1' }, { a: '1' }, { a: '2', b: 'x' }];
  const after = [{ b: 'x', a: '2' }, { a: '1' }, { a: '3' }];
  expect(multisetDiff(before, after)).toEqual({ gained: [{ a: '3' }], lost: [{ a: '1' }] });
  expect(multisetDiff(after, after)).toEqual({ gained: [], lost: [] });
});

test('rows of one key that differ otherwise are changed, not gained', () => {
  const before = [
    { host: 'a', count: '1' },
    { host: 'b', count: '1' },
  ];
  const after = [
    { host: 'a', count: '2' },
    { host: 'c', count: '1' },
  ];
  expect(rowsDiff(before, after, ['host'])).toMatchObject({
    before: 2,
    after: 2,
    keys: {
      gained: [{ host: 'c' }],
      lost: [{ host: 'b' }],
      changed: [{ before: { host: 'a', count: '1' }, after: { host: 'a', count: '2' } }],
    },
  });
});
