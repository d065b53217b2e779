import { describe, expect, it } from 'vitest';
import { search } from '../../../src/index.js';

/** Searches that make much of little: each stops at a limit, and says so. */
async function run(spl: string, limits: Record<string, number> = {}) {
  const { rows, diagnostics } = await search(spl, [], { now: 0, limits });
  return { rows, notes: diagnostics.map((each) => each.message).join('\n') };
}

describe('texts that grow', () => {
  it.each([
    ['concatenation', 'eval x=x.x'],
    ['sum of texts', 'eval x=x+"".x'],
    ['mvjoin', 'eval x=mvjoin(mvappend(x,x),x)'],
    ['replace', 'eval x=replace(x,"^a",x.x)'],
    ['JSON', 'eval x=json_array(x,x)'],
    ['strcat', 'strcat x x x'],
    ['rex mode=sed', 'rex field=x mode=sed "s/a/aaaa/g"'],
  ])('are cut: %s', async (_, step) => {
    const limits = { valueCharacters: 10_000 };
    const { rows, notes } = await run(
      `| makeresults | eval x="aaaaaaaaaa" ${`| ${step} `.repeat(45)} | eval n=len(x)`,
      limits,
    );
    expect(rows).toHaveLength(1);
    expect(Number(rows[0]?.n)).toBeLessThanOrEqual(10_000);
    expect(notes).toContain('valueCharacters of 10000');
  });

  it('are cut at the usual limit too', async () => {
    const { rows, notes } = await run(
      `| makeresults | eval x="aaaaaaaaaa" ${'| eval x=x.x'.repeat(45)} | eval n=len(x)`,
    );
    expect(rows[0]?.n).toBe('16000000');
    expect(notes).toContain('valueCharacters');
  });

  it('are null where the engine itself cannot hold them', async () => {
    const { rows, notes } = await run(
      `| makeresults | eval x=mvrange(0,1000), d="aaaaaaaaaa" ${'| eval d=d.d'.repeat(20)} | eval y=mvjoin(x,d) | fields y`,
    );
    expect(rows[0]?.y).toBeUndefined();
    expect(notes).toContain('mvjoin() reached the limit valueCharacters');
  });

  it('stay whole below the limit', async () => {
    const { rows, notes } = await run('| makeresults | eval x="aaaaa", y=x.x', { valueCharacters: 10 });
    expect(rows[0]?.y).toBe('aaaaaaaaaa');
    expect(notes).toBe('');
  });
});

describe('lists that grow', () => {
  it.each([
    ['mvappend', 'eval x=mvappend(x,x)'],
    ['mvmap', 'eval x=mvmap(x,mvrange(0,10))'],
    ['split', 'eval t=mvjoin(mvappend(x,"b"),"b"), x=split(t.t.t,"b")'],
  ])('are cut: %s', async (_, step) => {
    const { rows, notes } = await run(`| makeresults | eval x="a" ${`| ${step} `.repeat(20)} | eval n=mvcount(x)`, {
      fieldValues: 1000,
    });
    expect(Number(rows[0]?.n)).toBe(1000);
    expect(notes).toContain('fieldValues of 1000');
  });
});

describe('rows that multiply', () => {
  it('stops mvexpand', async () => {
    const { rows, notes } = await run(
      '| makeresults | eval x=mvrange(0,1000), y=x, z=x | mvexpand x | mvexpand y | mvexpand z | stats count',
      { addedRows: 5000 },
    );
    // The row that is expanded counts as one of its own.
    expect(Number(rows[0]?.count)).toBe(5000 + 6);
    expect(notes).toContain('The rows that mvexpand adds reached the limit addedRows of 5000');
  });

  it('stops join', async () => {
    const { rows, notes } = await run(
      '| makeresults count=1000 | eval a=1 | join max=0 a [| makeresults count=1000 | eval a=1, b=2] | stats count',
      { addedRows: 5000 },
    );
    expect(Number(rows[0]?.count)).toBe(5000 + 6);
    expect(notes).toContain('The rows that join adds');
  });

  it('does not count rows that are only passed on', async () => {
    const { rows, notes } = await run('| makeresults count=2000 | eval x=1 | mvexpand x | stats count', {
      addedRows: 10,
    });
    expect(rows[0]?.count).toBe('2000');
    expect(notes).toBe('');
  });
});

describe('rows with long lists and texts', () => {
  const wide = '| makeresults count=1000 | streamstats count AS n | eval x=mvrange(n,n+200)';
  it.each([
    ['eventstats', '| eventstats count AS c', 'eventstats'],
    ['sort 0', '| sort 0 n', 'sort'],
    ['sort', '| sort 500 - n', 'sort'],
    ['mvcombine', '| mvcombine n', 'mvcombine'],
    ['appendpipe', '| appendpipe [| eval n=0] | fields n', 'appendpipe'],
    ['a result', '', 'The result'],
    ['long texts', '| eval x="", y=printf("%3200d", n) | eventstats count AS c', 'eventstats'],
  ])('are held by %s up to a limit', async (_, commands, holder) => {
    const { rows, notes } = await run(`${wide} ${commands}`, { heldValues: 2_000 });
    expect(notes).toContain(`${holder} reached the limit heldValues of 2000`);
    expect(rows.length).toBeLessThan(1_500);
  });

  it('do not count once rows of a sort have gone again', async () => {
    const { rows, notes } = await run(`${wide} | sort 2 n | fields n`, { heldValues: 4_000 });
    expect(rows.map(({ n }) => n)).toEqual(['1', '2']);
    expect(notes).toBe('');
  });

  it('count once where rows share them', async () => {
    const shared =
      '| makeresults | eval x=mvrange(0,200), y=mvrange(0,100) | mvexpand y | sort 0 - y | eventstats count AS c';
    const { rows, notes } = await run(shared, { heldValues: 400 });
    expect(rows).toHaveLength(100);
    expect(notes).toBe('');
  });

  it('go on in parts, none of them lost', async () => {
    const { rows, notes } = await run(
      '| makeresults count=100 | streamstats count AS n | eval x=mvrange(0,100000), last=n | eval y=mvappend(x,n) | stats count(y) AS values, dc(last) AS rows',
    );
    expect(rows).toEqual([{ values: '10000100', rows: '100' }]);
    expect(notes).toBe('');
  });
});

describe('tables of many columns', () => {
  it('stop a chart at the limit of values', async () => {
    const { rows, notes } = await run(
      '| makeresults count=100 | streamstats count AS n | eval m=n | chart limit=0 count OVER n BY m | stats count',
      { heldValues: 1_000 },
    );
    expect(rows).toEqual([{ count: '10' }]);
    expect(notes).toContain('The cells of a chart reached the limit heldValues of 1000');
  });

  it('are no more than their cells in xyseries', async () => {
    const { rows } = await run('| makeresults count=4000 | streamstats count AS n | eval v=1 | xyseries n n v');
    expect(rows).toHaveLength(4000);
    expect(rows[2]).toEqual({ n: '3', 3: '1' });
  });
});

it('stops searches of map that make many rows', async () => {
  const { rows, notes } = await run(
    '| makeresults count=100 | map maxsearches=100 search="| makeresults count=1000" | stats count',
    { addedRows: 5000 },
  );
  expect(Number(rows[0]?.count)).toBeLessThanOrEqual(5000);
  expect(notes).toContain('The rows that map adds reached the limit addedRows of 5000');
});
