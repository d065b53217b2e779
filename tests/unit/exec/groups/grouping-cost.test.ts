import { describe, expect, test } from 'vitest';
import { search } from '../../../../src/index.js';

// What the cases cannot say: the work grows with the rows, not with their square, and is bounded.

function* events(count: number): Generator<Record<string, string>> {
  for (let i = 0; i < count; i++) {
    yield { _time: String(2_000_000_000 - i), user: `u${i % 997}`, host: `h${i}`, x: String(i % 13) };
  }
}

describe('grouping commands over many rows', () => {
  // A quadratic algorithm would not come to an end within the time a test has.
  const rowCount = 60_000;
  const searches = [
    'streamstats sum(x) as s dc(user) as d by user | stats count',
    'eventstats avg(x) as mean by user | stats count',
    'autoregress x p=1000 | stats count',
    'trendline wma5000(x) | stats count',
    'concurrency duration=x | stats count',
  ];
  test.each(searches)('%s keeps every row', async (spl) => {
    const { rows } = await search(spl, events(rowCount));
    expect(rows).toEqual([{ count: String(rowCount) }]);
  });

  const grouped: [string, number][] = [
    ['transaction user maxpause=2000s | stats count', 997],
    // Every event is a transaction of its own and stays open: found by value, not by looking through them.
    ['transaction user host connected=t | stats count', rowCount],
    ['chart count over user by x | stats count', 997],
    ['timechart span=1m count by user | stats count', rowCount / 60 + 1],
    ['top 5 x by user | stats count', 997 * 5],
  ];
  test.each(grouped)('%s gives the groups', async (spl, groups) => {
    const { rows } = await search(spl, events(rowCount), {
      limits: { transactionOpen: rowCount, transactionOpenEvents: rowCount },
    });
    expect(rows).toEqual([{ count: String(groups) }]);
  });

  test('a window is bounded by its limit', async () => {
    const { rows, diagnostics } = await search('streamstats window=100 count', events(50), {
      limits: { streamWindow: 10 },
    });
    expect(rows[49]!['count']).toBe('10');
    expect(diagnostics.map((each) => each.message).join()).toContain('streamWindow');
  });

  test('transactions are bounded by what may be open', async () => {
    const { rows, diagnostics } = await search('transaction host', events(50), { limits: { transactionOpen: 10 } });
    expect(rows).toHaveLength(50);
    expect(diagnostics.map((each) => each.message).join()).toContain('transactionOpen');
  });

  test.each(['maxopentxn', 'maxopenevents'])(
    'a bound that the search gives is the one that is named: %s',
    async (option) => {
      const { diagnostics } = await search(`transaction host ${option}=10`, events(50), {});
      expect(diagnostics.map((each) => each.message)).toEqual([
        `Open transactions reached ${option}=10; the one added to longest ago is ended.`,
      ]);
    },
  );
});
