import { expect, test } from 'vitest';
import { benignLedgerOf, compareBenignHits, compareEventRuns } from '../../../src/testing/events-ledger.js';

const run = { events: 10, quiet: 1, fired: { a: 2, b: 1 }, refused: { c: 'no model' }, crashed: {} };

test('the same run differs in nothing', () => {
  expect(compareEventRuns(run, run)).toEqual([]);
});

test('every change of a run is a line, and internal errors come first', () => {
  const now = { events: 9, quiet: 0, fired: { a: 3, d: 1 }, refused: {}, crashed: { b: 'RangeError' } };
  expect(compareEventRuns(run, now)).toEqual([
    'b ends with an internal error: RangeError',
    '9 events were read, the ledger says 10',
    'a fires with 3 row(s), the ledger says 2',
    'd fires with 1 row(s), the ledger says it is quiet',
    'b no longer fires, the ledger says 1 row(s)',
    'c runs, the ledger says it is refused',
  ]);
});

test('a hit on the benign host needs a reason, which an update keeps', () => {
  const ledger = benignLedgerOf({ a: { rows: 1, why: 'an installer' }, b: { rows: 1, why: 'gone' } }, { a: 2, c: 1 });
  expect(ledger).toEqual({ a: { rows: 2, why: 'an installer' }, c: { rows: 1, why: '' } });
  expect(compareBenignHits(ledger, { a: 2, c: 1 })).toEqual(['c fires on the benign host and nobody says why']);
  expect(compareBenignHits({ a: { rows: 1, why: 'an installer' } }, { c: 1 })).toEqual([
    'c fires on the benign host with 1 row(s): explain it or mend it',
    'a no longer fires on the benign host',
  ]);
});
