import { describe, expect, test } from 'vitest';
import { builtinEngine, type EngineJob, type JobOutcome, passesOf } from '../../../src/api/engine.js';
import { Knowledge } from '../../../src/api/knowledge.js';
import { readSettings } from '../../../src/api/options.js';
import type { CostSettings } from '../../../src/api/passes/search-cost.js';
import { rowOf } from '../../../src/api/plain-events.js';
import { prepare } from '../../../src/api/run.js';
import { Catalog } from '../../../src/content/catalog.js';
import type { WantedTexts } from '../../../src/events/line-filter/line-filter.js';
import type { RawEvent } from '../../../src/events/raw-event.js';
import { createCatalogLookups } from '../../../src/exec/lookups/catalog-lookups.js';
import { createSource } from '../../../src/source/source.js';

const { settings } = readSettings({ now: 1_000_000 });
const catalog = new Catalog();

function raw(n: number): RawEvent {
  return {
    raw: `{"n":${n}}`,
    time: n,
    timeInherited: false,
    host: 'h',
    source: 's',
    sourcetype: 'st',
    index: 'main',
    fields: { n },
    fieldsCoverRaw: true,
    format: 'ndjson',
    origin: { file: '-', line: n, offset: 0 },
  };
}

/** Runs searches over events 0 .. 999 in ten batches; says how often and how far the input was read. */
async function run(searches: readonly string[], receive?: EngineJob['receive']) {
  const rows: unknown[][] = searches.map(() => []);
  const reading = { passes: 0, batches: 0 };
  const texts: (WantedTexts | undefined)[] = [];
  const jobs = searches.map((spl, index): EngineJob => {
    const compiled = prepare(createSource('<test>', spl), catalog, settings, 'rows');
    if (compiled.plan === undefined) throw new Error(compiled.diagnostics[0]?.message);
    return {
      plan: compiled.plan,
      source: compiled.source,
      settings,
      report: () => {},
      receive: receive ?? ((batch) => void rows[index]!.push(...batch.map(rowOf))),
    };
  });
  const outcomes: JobOutcome[] = await builtinEngine.run(jobs, {
    async *open(wanted) {
      reading.passes++;
      texts.push(wanted?.());
      for (let batch = 0; batch < 10; batch++) {
        reading.batches++;
        yield Array.from({ length: 100 }, (_, i) => raw(batch * 100 + i));
      }
    },
    catalog,
    lookups: createCatalogLookups(catalog),
    knowledge: new Knowledge({ sources: [], datamodels: [] }, settings),
  });
  return { rows, reading, outcomes, texts };
}

describe('builtinEngine', () => {
  test('reads the events once for all searches, which do not see what others change', async () => {
    const { rows, reading } = await run(['eval n=0 | stats sum(n) as s', 'stats sum(n) as s', 'where n<3 | table n']);
    expect(rows).toEqual([[{ s: '0' }], [{ s: '499500' }], [{ n: '0' }, { n: '1' }, { n: '2' }]]);
    expect(reading).toEqual({ passes: 1, batches: 10 });
  });

  test('stops reading when no search wants more', async () => {
    const { rows, reading } = await run(['head 1 | table n', 'head 150 | stats count']);
    expect(rows).toEqual([[{ n: '0' }], [{ count: '150' }]]);
    expect(reading.batches).toBeLessThan(10);
  });

  test('reads nothing for searches without events', async () => {
    const { rows, reading } = await run(['| makeresults count=2 | stats count']);
    expect(rows).toEqual([[{ count: '2' }]]);
    expect(reading.passes).toBe(0);
  });

  test('a search that reads its input again gets passes of its own', async () => {
    const { rows } = await run([
      'where n<2 | stats count | append [search n=5 | table n]',
      '[search n=7 | fields n] | table n',
    ]);
    expect(rows).toEqual([[{ count: '2' }, { n: '5' }], [{ n: '7' }]]);
  });

  test('what a search is going to ask for again is found on the way', async () => {
    const { rows, reading } = await run([
      'where n<2 | stats count | append [search n=5 | table n] | append [search n=nothing] | append [search n=6 | table n]',
      'search n=1 OR n=2 | table n host | join host [search n=7 | stats values(n) as m by host]',
      'search [search n=8 | fields n] | table n',
    ]);
    expect(rows).toEqual([
      [{ count: '2' }, { n: '5' }, { n: '6' }],
      [
        { n: '1', host: 'h', m: '7' },
        { n: '2', host: 'h', m: '7' },
      ],
      [{ n: '8' }],
    ]);
    expect(reading).toEqual({ passes: 1, batches: 10 });
  });

  test('what is too much to be held is read again', async () => {
    const again = '| append [search n>=0 | stats count]';
    const { rows, reading } = await run([
      `stats count ${again} | append [search n=5 | stats count]`,
      `head 1 ${again}`,
    ]);
    expect(rows.map((each) => each.length)).toEqual([3, 2]);
    expect(reading.passes).toBe(1);
    const most = await run([`stats count ${again.repeat(5)}`]);
    expect(most.rows).toEqual([Array.from({ length: 6 }, () => ({ count: '1000' }))]);
    expect(most.reading.passes).toBe(2);
  });

  test('one pass serves the searches that map makes', async () => {
    const made = await run(['search n<40 | map maxsearches=0 search="search n=$n$ | eval m=$_serial_id$ | table n m"']);
    expect(made.rows[0]).toEqual(Array.from({ length: 40 }, (_, n) => ({ n: `${n}`, m: `${n + 1}` })));
    // Sixteen at a time.
    expect(made.reading.passes).toBe(4);
    const some = await run(['search n<40 | map maxsearches=3 search="search n=$n$ | table n"']);
    expect(some.rows[0]).toEqual([{ n: '0' }, { n: '1' }, { n: '2' }]);
    expect(some.reading.passes).toBe(2);
  });

  test('the lines of the first pass are for its listeners to say, those of later ones for all that is to come', async () => {
    const { texts, reading } = await run([
      'search needle-1 | append [search needle-2] | append [search needle-3]',
      'search needle-4',
    ]);
    expect(texts.map((each) => [...(each ?? [])].sort())).toEqual([
      ['needle-1', 'needle-4'],
      ['needle-2', 'needle-3'],
    ]);
    expect(reading.passes).toBe(2);
    const unknown = await run(['search needle-1 | append [search needle-2] | append [search n=3]']);
    expect(unknown.texts).toEqual([['needle-1'], ['needle-2'], undefined]);
  });

  test('a bug in one search ends that one only', async () => {
    let calls = 0;
    const { outcomes } = await run(['table n', 'stats count'], () => {
      if (calls++ === 0) throw new Error('a bug');
    });
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['crashed', 'done']);
  });
});

test.each([
  ['stats count', 1],
  ['| makeresults', 0],
  ['stats count | append [search a=1]', 2],
  ['[search a=1] | stats count', 2],
  ['| makeresults | map search="search a=1"', Number.POSITIVE_INFINITY],
])('passesOf %s', (spl, passes) => {
  const { plan } = prepare(createSource('<test>', spl), catalog, settings, 'rows');
  expect(passesOf(plan!)).toBe(passes);
});

describe('the cost of searches', () => {
  async function cost(searches: readonly string[], costs: CostSettings) {
    const reported: string[][] = searches.map(() => []);
    const rows = searches.map(() => 0);
    const jobs = searches.map((spl, index): EngineJob => {
      const compiled = prepare(createSource('<test>', spl), catalog, settings, 'search');
      return {
        plan: compiled.plan!,
        source: compiled.source,
        settings,
        report: ({ code }) => reported[index]!.push(code),
        receive: (batch) => {
          rows[index]! += batch.length;
        },
      };
    });
    const outcomes = await builtinEngine.run(jobs, {
      async *open() {
        for (let batch = 0; batch < 10; batch++) yield Array.from({ length: 100 }, (_, i) => raw(batch * 100 + i));
      },
      catalog,
      lookups: createCatalogLookups(catalog),
      knowledge: new Knowledge({ sources: [], datamodels: [] }, settings),
      costs,
    });
    return { outcomes, reported, rows };
  }

  /** A clock that goes forward by one millisecond each time somebody looks at it. */
  const ticking = (): (() => number) => {
    let now = 0;
    return () => now++;
  };

  test('is counted for each: rows tested, events, time in its own commands', async () => {
    const searches = ['search n=5', 'search n=*', 'search n=nothing', 'search n=* | stats count by host'];
    const { outcomes } = await cost(searches, { timer: ticking() });
    const counted = outcomes.map((outcome) => [outcome.cost!.tested, outcome.cost!.events]);
    expect(counted).toEqual([
      [1, 1],
      [1000, 1000],
      [0, 0],
      [1000, 1000],
    ]);
    // A turn is one tick: one per 1,024 characters with events for the search (two batches here), and one for the end.
    expect(outcomes.map((outcome) => outcome.cost!.milliseconds)).toEqual([2, 6, 1, 6]);
    expect(outcomes.every((outcome) => outcome.cost!.regexes.size === 0)).toBe(true);
  });

  test('of searches that map makes is that of the rows that fit their conditions', async () => {
    const { outcomes, rows } = await cost(['search n=5 OR n=6 | stats count by n | map search="search n=$n$"'], {
      timer: ticking(),
    });
    expect(rows).toEqual([2]);
    const { tested, events } = outcomes[0]!.cost!;
    expect([tested, events]).toEqual([4, 4]);
  });

  test('of regular expressions is counted where that is wanted', async () => {
    const search = 'search n=* | regex _raw="9\\d" | eval x=if(match(_raw, "7"), 1, 0)';
    const { outcomes } = await cost([search], { timer: ticking(), regexes: true });
    expect([...outcomes[0]!.cost!.regexes].map(([pattern, { calls }]) => [pattern, calls]).sort()).toEqual([
      ['7', 190],
      ['9\\d', 1000],
    ]);
  });

  test('may be bounded: the search is refused, the others go on', async () => {
    const { outcomes, reported, rows } = await cost(['search n=*', 'search n=5'], { timer: ticking(), budget: 4 });
    expect(outcomes.map(({ kind }) => kind)).toEqual(['refused', 'done']);
    expect(reported).toEqual([['search-over-budget'], []]);
    expect(rows[1]).toBe(1);
    expect(outcomes[0]!.cost!.events).toBeLessThan(1000);
  });
});
