import { describe, expect, test } from 'vitest';
import { search } from '../../../src/index.js';

// What the cases cannot say: the work grows with the rows, not with their square.

function* events(count: number): Generator<Record<string, string>> {
  for (let i = 0; i < count; i++) {
    yield { _time: String(2_000_000_000 - i), user: `u${i % 997}`, host: `h${i}`, x: String(i % 13) };
  }
}

async function seconds(spl: string, count: number): Promise<number> {
  const start = performance.now();
  const { diagnostics } = await search(spl, events(count));
  expect(diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
  return (performance.now() - start) / 1000;
}

describe('grouping commands stay linear', () => {
  const searches = [
    'streamstats sum(x) as s dc(user) as d by user | stats count',
    'eventstats avg(x) as mean by user | stats count',
    'transaction user maxpause=2000s | stats count',
    // Every event is a transaction of its own and stays open: found by value, not by looking through them.
    'transaction user host connected=t | stats count',
    'chart count over user by x | stats count',
    'timechart span=1m count by user | stats count',
    'top 5 x by user | stats count',
    'autoregress x p=1000 | stats count',
    'trendline wma5000(x) | stats count',
    'concurrency duration=x | stats count',
  ];
  test.each(searches)(
    '%s',
    async (spl) => {
      await seconds(spl, 500);
      const small = await seconds(spl, 3_000);
      const large = await seconds(spl, 24_000);
      // Eight times the rows; a quadratic algorithm would take 64 times as long.
      expect(large).toBeLessThan(Math.max(small, 0.05) * 30);
    },
    60_000,
  );

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
});
