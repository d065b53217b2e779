import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { rowOf } from '../../src/api/plain-events.js';
import { prepareSearches, type SearchRequest } from '../../src/api/run-searches.js';
import { Catalog } from '../../src/content/catalog.js';
import { createCatalogLookups } from '../../src/exec/lookups/catalog-lookups.js';
import { EventFeed, type EventFeedOptions } from '../../src/node/events/event-feed.js';
import { loadKnowledge } from '../../src/node/knowledge/load-knowledge.js';
import { createSource } from '../../src/source/source.js';
import { threadModule } from '../unit/node/events/thread-module.js';

const { settings } = readSettings({ now: 1_700_001_000 });
const { files } = await loadKnowledge();
const catalog = new Catalog();
const folder = mkdtempSync(join(tmpdir(), 'escudo-scan-'));
let module: URL;
beforeAll(async () => {
  module = await threadModule('scan-worker');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(new URL('.', module), { recursive: true });
});

/** Runs searches over a file; what they found, and all that is said of the file. */
async function run(searches: readonly string[], file: string, options: EventFeedOptions, inputOrder = false) {
  const requests = searches.map(
    (spl): SearchRequest => ({ search: createSource('<test>', spl), start: 'search', settings }),
  );
  const knowledge = new Knowledge(files, settings);
  const lookups = createCatalogLookups(catalog);
  const prepared = prepareSearches(requests, { catalog, knowledge, lookups, inputOrder });
  const feed = new EventFeed([file], {
    now: settings.now,
    futureAfter: settings.now,
    maxRecordBytes: 2000,
    datasetDefaults: false,
    ...options,
  });
  let elsewhere = 0;
  let blocks = 0;
  let waits = options.scanning !== undefined;
  const outcomes = await prepared.run(async function* (wanted, scan) {
    for await (const item of feed.open(wanted, scan)) {
      // Time for threads to start, so that not all blocks are worked on here.
      if (waits) await setTimeout(300);
      waits = false;
      if ('scanned' in item) {
        elsewhere += item.passed;
        blocks++;
      }
      yield item;
    }
  });
  await feed.close();
  const found = outcomes.map(({ state, error, rows, columns, diagnostics }) => ({
    state,
    error,
    rows: rows.map(rowOf),
    columns,
    diagnostics: diagnostics.map(({ code, message }) => `${code} ${message}`),
  }));
  const { reports, events, diagnostics } = feed;
  return {
    told: { found, reports, events, diagnostics: diagnostics.map(({ message }) => message) },
    elsewhere,
    blocks,
  };
}

/** Options with which even a small file is read by several threads. */
function inThreads(jobs: number, block: number, given = module, tried = Number.POSITIVE_INFINITY): EventFeedOptions {
  return {
    jobs,
    scanning: {
      leastListeners: 1,
      many: { leastBytes: 0, block },
      few: { leastBytes: 0, block },
      tried,
      module: given,
    },
  };
}

const value = fc.constantFrom<unknown>(
  'a',
  'A',
  'b c',
  '',
  1,
  1e3,
  -0,
  true,
  null,
  ['a', 'b'],
  ['x'],
  'a &amp; b',
  'é€😀',
);
const time = fc.nat({ max: 900 }).map((seconds) => 1_700_000_000 + seconds + (seconds % 4) / 4);
const plain = fc.record(
  { _time: time, f: value, g: value, n: fc.nat({ max: 5 }), sourcetype: fc.constantFrom('x', 'y') },
  { requiredKeys: ['_time'] },
);
const sysmon = fc.record({
  _time: time,
  sourcetype: fc.constant('XmlWinEventLog'),
  source: fc.constant('XmlWinEventLog:Microsoft-Windows-Sysmon/Operational'),
  EventCode: fc.constant(1),
  Computer: fc.constantFrom('h1', 'h2'),
  User: fc.constantFrom('D\\amy', 'D\\bob'),
  Image: fc.constantFrom('C:\\x\\cmd.exe', 'C:\\x\\net.exe'),
  CommandLine: fc.constantFrom('net use', 'cmd /c dir', 'a & b'),
});
const xml = fc.tuple(time, fc.constantFrom('a &amp; b', 'net use')).map(([_time, command]) => ({
  _time,
  sourcetype: 'XmlWinEventLog',
  source: 'XmlWinEventLog:Microsoft-Windows-Sysmon/Operational',
  _raw: `<Event xmlns='x'><System><EventID>1</EventID><Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>h3</Computer></System><EventData><Data Name='Image'>C:\\x\\cmd.exe</Data><Data Name='CommandLine'>${command}</Data></EventData></Event>`,
}));
const whole = fc.oneof(plain, sysmon, xml).map((event) => JSON.stringify(event));
const odd = fc.oneof(
  plain.map(({ _time, ...event }) => JSON.stringify(event)),
  plain.map((event) => JSON.stringify({ event, time: event._time })),
  plain.map((event) => JSON.stringify({ event: 'no time here', host: 'h', fields: event })),
  fc.array(plain, { maxLength: 2 }).map((Records) => JSON.stringify({ Records })),
  fc.tuple(plain, plain).map(([a, b]) => JSON.stringify(a) + JSON.stringify(b)),
  plain.map((event) => JSON.stringify({ preview: false, result: event })),
  plain.map((event) => JSON.stringify({ ...event, _time: 1_800_000_000 })),
  fc.constantFrom(
    '',
    '  ',
    'broken',
    '{"f":"a"',
    '\0{"f":"a","_time":1700000000}',
    '{"lastrow":true}',
    '{"f":"\uFFFD"}',
  ),
  fc.integer({ min: 1900, max: 9000 }).map((size) => `{"_time":1700000007,"f":"${'x'.repeat(size)}"}`),
);
const file = fc
  .record({
    lines: fc.array(fc.oneof({ weight: 12, arbitrary: whole }, { weight: 1, arbitrary: odd }), {
      minLength: 30,
      maxLength: 120,
      size: 'max',
    }),
    end: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\uFEFF'),
    closed: fc.boolean(),
  })
  .map(({ lines, end, mark, closed }) => {
    const all = ['{"_time":1700000000,"f":"first"}'];
    for (let size = 0, turn = 0; size < 110_000; turn++) {
      const line = lines[(turn * 7) % lines.length]!;
      all.push(line);
      size += Buffer.byteLength(line) + end.length;
    }
    return mark + all.join(end) + (closed ? end : '');
  });

/** Searches of all kinds: of whose rows all is known that is asked, and such that need events whole. */
const searches = [
  '| tstats count min(_time) as first max(_time) as last values(Processes.process) as p from datamodel=Endpoint.Processes by Processes.user Processes.dest',
  '| tstats summariesonly=f dc(Processes.process) from datamodel=Endpoint.Processes where Processes.process_name IN ("net*", cmd.exe) by _time span=5m processes.dest | rename Processes.* as *',
  '| tstats count from datamodel=Endpoint.Processes where [| makeresults | eval p="a &amp; b;net use" | makemv delim=";" p | rename p as Processes.process | table Processes.process] by Processes.process',
  '| tstats count where index=* by sourcetype source',
  '| from datamodel Endpoint.Processes | stats count values(user) by process',
  '| from datamodel Endpoint.Processes | search process="net*" | table _time process dest',
  'f=a | stats latest(n) as n latest_time(n) earliest(g) as g count by f',
  '* | stats list(f) as list first(n) last(g) by sourcetype',
  'f=* | stats list(g) first(n) last(_time) by f',
  '* | stats count min(_time) as first max(_time) as last range(n) max(n) values(f) dc(g) by sourcetype',
  'n=* | stats count min(f) max(g) min(n) values(g) by n sourcetype',
  '* | stats count values(f) as v max(f) as m by g',
  'f=* | stats count(eval(n>2)) as c sum(n) avg(n) by g',
  '* | stats sparkline(count) as s count by sourcetype',
  'f=a* NOT g=b* | table _time f g n _raw',
  'n>2 | streamstats count by f | stats max(count) as m by f',
  'n=* | stats values(n) as n by f | join f [search g=* | stats values(g) as g by f]',
  'g=a | append [search f="b c" | stats count] | stats count',
  '* | stats values(*) as * by sourcetype',
  '* | head 3 | table _time f',
  'x* | timechart span=1m count by f',
  'f=a [search n=5 | stats count by g | fields g] | stats count by g n',
] as const;
const chosen = fc.shuffledSubarray([...searches], { minLength: 4, maxLength: searches.length });

describe('files in which threads find the rows', () => {
  test('give the same results and reports as with one thread', async () => {
    const path = join(folder, 'log.ndjson');
    let passed = 0;
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(
        file,
        chosen,
        fc.constantFrom(1_000, 5_000, 20_000),
        fc.constantFrom(2, 3),
        fc.boolean(),
        fc.constantFrom(50, Number.POSITIVE_INFINITY),
        async (text, some, block, jobs, inputOrder, tried) => {
          writeFileSync(path, text);
          // One that asks for every event, so that no lines are passed over for their texts.
          const list = ['* | stats count by sourcetype', ...some];
          const alone = await run(list, path, { jobs: 1 }, inputOrder);
          const together = await run(list, path, inThreads(jobs, block, module, tried), inputOrder);
          expect(together.told).toEqual(alone.told);
          expect(alone.elsewhere).toBe(0);
          passed += together.elsewhere;
          rows += alone.told.found.reduce((sum, each) => sum + each.rows.length, 0);
          for (const each of alone.told.found) expect(each.state).toBe('done');
        },
      ),
      { numRuns: 12 },
    );
    expect(passed).toBeGreaterThan(300);
    expect(rows).toBeGreaterThan(300);
  }, 240_000);

  test('need no event whole of which all is known that is asked', async () => {
    const path = join(folder, 'plain.ndjson');
    const lines = Array.from(
      { length: 3000 },
      (_, n) => `{"_time":${1_700_000_000 + n / 10},"f":"v${n % 7}","n":${n}}`,
    );
    writeFileSync(path, lines.join('\n'));
    const list = ['* | stats count by f', 'f=v1 | stats sum(n) as s max(_time) as t by f'];
    const alone = await run(list, path, { jobs: 1 });
    const together = await run(list, path, inThreads(2, 10_000));
    expect(together.told).toEqual(alone.told);
    expect(together.elsewhere).toBeGreaterThan(1000);
    expect(together.elsewhere).toBe(lines.length - countedHere(lines));
  });

  test('are read alone where most events have to be looked at twice', async () => {
    const path = join(folder, 'twice.ndjson');
    writeFileSync(path, '{"_time":1700000000,"f":"a","g":"bcd"}\n'.repeat(24_000));
    const list = ['* | eval h=f.g | stats count by h'];
    const alone = await run(list, path, { jobs: 1 });
    const always = await run(list, path, inThreads(2, 10_000));
    const tried = await run(list, path, inThreads(2, 10_000, module, 500));
    expect(always.told).toEqual(alone.told);
    expect(tried.told).toEqual(alone.told);
    expect(always.blocks).toBeGreaterThan(80);
    expect(tried.blocks).toBeGreaterThan(0);
    expect(tried.blocks).toBeLessThan(40);
  });

  test('report threads that cannot start, and end early when nobody wants more', async () => {
    const path = join(folder, 'early.ndjson');
    writeFileSync(path, '{"_time":1700000000,"f":"a"}\n'.repeat(20_000));
    const never = new URL('file:///nowhere/thread.mjs');
    const broken = await run(['* | stats count'], path, inThreads(2, 10_000, never));
    expect(String(broken.told.found[0]!.error)).toContain('nowhere');
    const early = await run(['* | head 3 | table f'], path, inThreads(2, 10_000));
    expect(early.told.found[0]!.rows).toHaveLength(3);
  });
});

/** Lines of the beginning that is read whole: the 64 KiB by which formats are told, and the rest of the last line. */
function countedHere(lines: readonly string[]): number {
  let size = 0;
  let count = 0;
  while (size < 64 * 1024) size += lines[count++]!.length + 1;
  return count;
}
