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

  it.each([
    ['untable', 'chart limit=0 count OVER n BY m | untable n name value'],
    ['multikv', 'stats values(n) AS n | eval _raw=mvjoin(n,"\n") | multikv'],
  ])('stops %s', async (command, commands) => {
    const { rows, notes } = await run(
      `| makeresults count=50 | streamstats count AS n | eval m=n | ${commands} | stats count`,
      {
        addedRows: 20,
      },
    );
    expect(Number(rows[0]?.count)).toBeLessThan(100);
    expect(notes).toContain(`The rows that ${command} adds reached the limit addedRows of 20`);
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

  it('have room for many fields only where few rows are made at a time', async () => {
    const { rows, notes } = await run(
      '| makeresults count=300 | streamstats count AS n | eval {n}=1 | fillnull | eventstats count AS c',
      { heldValues: 10_000 },
    );
    expect(rows).toHaveLength(8);
    expect(notes).toContain('eventstats reached the limit heldValues of 10000');
  });

  it('go on in parts, none of them lost', async () => {
    const { rows, notes } = await run(
      '| makeresults count=100 | streamstats count AS n | eval x=mvrange(0,100000), last=n | eval y=mvappend(x,n) | stats count(y) AS values, dc(last) AS rows',
    );
    expect(rows).toEqual([{ values: '10000100', rows: '100' }]);
    expect(notes).toBe('');
  });
});

describe('what commands gather of rows', () => {
  /** Lists of 100 values, no two of them the same. */
  const lists = '| makeresults count=50 | streamstats count AS n | eval x=mvrange(n*1000,n*1000+100)';
  /** Texts of 10,000 characters. */
  const texts = '| makeresults count=50 | streamstats count AS n | eval x=printf("%9990d",n)."aaaaaaaaaa"';

  it.each([
    [lists, 'stats values(x) AS v', 'The values of an aggregation'],
    [lists, 'stats values(x) AS v BY n', 'The values of an aggregation'],
    [lists, 'stats dc(x) AS v', 'The values of an aggregation'],
    [lists, 'stats dc(x) AS v BY n', 'The values of an aggregation'],
    [lists, 'stats mode(x) AS v', 'The values of an aggregation'],
    [lists, 'stats median(x) AS v', 'The values of an aggregation'],
    [lists, 'stats estdc(x) AS v BY n', 'The values of an aggregation'],
    [lists, 'stats values(*) AS * BY n', 'The values of an aggregation'],
    [lists, 'stats list(x) AS v BY n', 'The values of an aggregation'],
    [lists, 'stats sparkline(dc(x),1s) AS v', 'The values of an aggregation'],
    [lists, 'streamstats values(x) AS v', 'The values of an aggregation'],
    [lists, 'streamstats dc(x) AS v BY n', 'The values of an aggregation'],
    [lists, 'chart values(x) OVER n', 'The values of an aggregation'],
    [lists, 'timechart span=1s dc(x)', 'The values of an aggregation'],
    [lists, 'eval lat=1, lon=1 | geostats dc(x) BY n', 'The values of an aggregation'],
    [lists, 'fieldsummary x', 'The values of fieldsummary'],
    [lists, 'eventstats values(x) AS v', 'eventstats'],
    [lists, 'dedup x', 'dedup'],
    [lists, 'eval y=1 | mvcombine y', 'mvcombine'],
    [lists, 'transaction _time', 'Open transactions'],
    [lists, 'transaction n', 'Open transactions'],
    [lists, 'transaction x', 'Open transactions'],
    [lists, 'streamstats window=40 count(x) AS v', 'A window of streamstats'],
    [lists, 'streamstats window=40 global=f count(x) AS v BY n', 'A window of streamstats'],
    [lists, 'autoregress x p=1-40', 'autoregress'],
    [lists, 'return 50 x', 'return'],
    [lists, 'tail 50', 'tail'],
    ['', 'makeresults | eval n=1 | join max=0 n [$lists$] | stats count BY x', 'The subsearch of join'],
    ['', 'makeresults | where [$lists$ | fields x]', 'A subsearch'],
    ['', 'set union [$lists$] [| makeresults]', 'A side of set'],
    ['', 'makeresults | search [$lists$ | fields n]', 'The terms of a subsearch'],
    ['', 'makeresults | append [$lists$] | eventstats count AS c', 'eventstats'],
    [texts, 'stats count BY x', 'The groups of an aggregation'],
    [texts, 'stats first(x) AS v BY n', 'The values of an aggregation'],
    [texts, 'stats latest(x) AS v BY n', 'The values of an aggregation'],
    [texts, 'stats max(x) AS v BY n', 'The values of an aggregation'],
    [texts, 'stats values(x) AS v BY n', 'The values of an aggregation'],
    [texts, 'top x', 'The values of top'],
    [texts, 'contingency x n', 'The cells of contingency'],
    [texts, 'chart count OVER x', 'The values of an aggregation'],
    [texts, 'streamstats count AS v BY x', 'The values of an aggregation'],
    [texts, 'eventstats count AS v BY x', 'eventstats'],
    [texts, 'dedup x', 'dedup'],
    [texts, 'eval y=mvappend(x,"a","b") | transaction n', 'Open transactions'],
    [
      '| makeresults | eval x=mvrange(0,100)',
      'rex field=x mode=sed "s/^/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"',
      'rex mode=sed',
    ],
    ['| makeresults | eval x="a"', 'eval y=mvmap(mvrange(0,1000),upper(printf("%200d",1)."b".x))', ''],
  ])('is held up to a limit: %s | %s', async (rows, command, what) => {
    const spl = rows === '' ? `| ${command.replaceAll('$lists$', lists)}` : `${rows} | ${command}`;
    const { notes } = await run(spl, { heldValues: 1_000 });
    expect(notes).toContain(`${what} reached the limit heldValues of 1000`);
  });

  it('has a whole result below the limit', async () => {
    const { rows, notes } = await run(`${lists} | stats values(x) AS v | eval v=mvcount(v)`, { heldValues: 30_000 });
    expect(rows).toEqual([{ v: '5000' }]);
    expect(notes).toBe('');
  });

  it('goes again with the rows of a window', async () => {
    const { rows, notes } = await run(`${lists} | streamstats window=2 dc(x) AS v | table v`, { heldValues: 1_000 });
    expect(rows[49]).toEqual({ v: '200' });
    expect(notes).toBe('');
  });

  it('counts the largest of long texts only', async () => {
    const { rows, notes } = await run(`${texts} | stats max(x) AS v | eval v=len(v)`, { heldValues: 1_000 });
    expect(rows).toEqual([{ v: '10000' }]);
    expect(notes).toBe('');
  });
});

describe('lists and texts of commands', () => {
  it.each([
    ['eval x="a,b,c,d" | makemv delim="," x', 'makemv reached the limit fieldValues of 3'],
    ['eval x="[1,2,3,4]" | spath input=x path={} output=y', 'spath reached the limit fieldValues of 3'],
    [
      'eval x="<a><b>1</b><b>2</b><b>3</b><b>4</b></a>" | xpath field=x "//b"',
      'xpath reached the limit fieldValues of 3',
    ],
  ])('have no more values than the limit: %s', async (commands, note) => {
    const { notes } = await run(`| makeresults | ${commands}`, { fieldValues: 3 });
    expect(notes).toContain(note);
  });

  it.each([
    ['eval x=mvrange(0,1000) | nomv x', 'nomv'],
    ['eval x=mvrange(0,1000) | tojson', 'tojson'],
    [
      'append [| makeresults] | append [| makeresults] | eval _raw=printf("%400d",1) | transaction _time',
      'The text of a transaction',
    ],
  ])('have no more characters than the limit: %s', async (commands, what) => {
    const { notes } = await run(`| makeresults | ${commands}`, { valueCharacters: 1_000 });
    expect(notes).toContain(`${what} reached the limit valueCharacters of 1000`);
  });

  it.each(['format', 'return 50 n'])('are searches up to a limit: %s', async (command) => {
    const { rows, notes } = await run(`| makeresults count=50 | streamstats count AS n | fields n | ${command}`, {
      expandedCharacters: 100,
    });
    expect(String(rows[0]?.search).length).toBeLessThan(400);
    expect(notes).toContain('reached the limit expandedCharacters of 100');
  });
});

it('notes name no more of the data than fits', async () => {
  const { notes } = await run('| makeresults count=2 | eval x=printf("%5000d",1) | transpose header_field=x');
  expect(notes).toContain('several columns are called');
  expect(notes.length).toBeLessThan(1_100);
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

describe('what is given back', () => {
  const long = '| makeresults count=400 | streamstats count AS n | eval t=if(n%2=0,"",printf("%08000d",n)).n';
  it.each([
    ['a value in place of a longer one', `${long} | stats last(t) AS t, dc(n) AS d`, { d: '400' }],
    ['a shorter value of each group', `${long} | stats last(t) AS t, dc(n) AS d BY _time`, { d: '400' }],
    ['the first text of a group that gets more', `${long} | head 1 | stats values(t) AS t, dc(t) AS d`, { d: '1' }],
    ['the rows before the last ones', `${long} | fields t | tail 3 | stats count`, { count: '3' }],
  ])('counts no longer: %s', async (_, spl, expected) => {
    const { rows, notes } = await run(spl, { heldValues: 30_000 });
    expect(rows[0]).toMatchObject(expected);
    expect(notes).not.toContain('heldValues');
  });
});
