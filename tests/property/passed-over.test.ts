import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { rowOf } from '../../src/api/plain-events.js';
import { prepareSearches, type SearchRequest } from '../../src/api/run-searches.js';
import { Catalog } from '../../src/content/catalog.js';
import { createLineFilter } from '../../src/events/line-filter/create-filter.js';
import type { WantedTexts } from '../../src/events/line-filter/line-filter.js';
import { createCatalogLookups } from '../../src/exec/lookups/catalog-lookups.js';
import { loadContent } from '../../src/node/content/load-content.js';
import { readEvents } from '../../src/node/events/read-events.js';
import { loadKnowledge } from '../../src/node/knowledge/load-knowledge.js';
import { createSource } from '../../src/source/source.js';
import { corpusPresent } from '../corpus/published.js';
import { readText } from '../unit/events/read-text.js';

const { settings } = readSettings({ now: 1_767_225_600 });
const { files } = await loadKnowledge();
const knowledge = new Knowledge(files, settings);
const sizes = { whole: 0, block: 1 << 30, probe: 1 << 30 };

interface Outcome {
  readonly results: readonly { readonly state: string; readonly rows: readonly unknown[] }[];
  readonly wanted: WantedTexts | undefined;
}

/** Runs searches over a text, with lines passed over where the searches allow it or without. */
async function run(
  requests: readonly SearchRequest[],
  catalog: Catalog,
  open: (
    wanted: WantedTexts | undefined,
  ) => ReturnType<typeof readEvents> | Iterable<ReturnType<typeof readText>['events']>,
  passes: boolean,
): Promise<Outcome> {
  const prepared = prepareSearches(requests, { catalog, knowledge, lookups: createCatalogLookups(catalog) });
  let seen: WantedTexts | undefined;
  const outcomes = await prepared.run(async function* (find) {
    const wanted = find?.();
    seen ??= wanted;
    yield* open(passes ? wanted : undefined);
  });
  return { results: outcomes.map(({ state, rows }) => ({ state, rows: rows.map(rowOf) })), wanted: seen };
}

/** Values that are hard to find in bytes, and ordinary ones. */
const values = [
  'needle',
  'Needle',
  'a needle here',
  'C:\\temp\\needle.exe',
  'NEEDLE/x',
  'ne<edle',
  'kilo',
  '\u212Ailo',
  'K\u0130LO',
  'null',
  '\nneedle',
  'x"needle"',
  'name=needle',
  'infinity',
  'eff1000',
  'quote &#110;eedle;',
] as const;
const value = fc.oneof(
  fc.constantFrom<unknown>(...values),
  fc.constantFrom<unknown>(1000, 1e25, true, null, 4688, '4688', 4720, 46880, ['needle', 'kilo'], { deep: 'needle' }),
);

/** JSON text of a value with some characters written as escapes, and numbers in other ways. */
const written = (given: unknown): fc.Arbitrary<string> =>
  fc.tuple(fc.infiniteStream(fc.integer({ min: 0, max: 9 })), fc.boolean()).map(([dice, spaced]) => {
    const text = JSON.stringify(given, undefined, spaced ? ' ' : undefined).replaceAll(/\n */g, ' ');
    return text
      .replaceAll(/[A-Za-z\u212A&<](?=[^"]*"[,}\] ])/g, (letter) =>
        dice.next().value === 0 ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter,
      )
      .replaceAll(/\b1000\b/g, (number) => (dice.next().value! < 5 ? '1e3' : number))
      .replaceAll(/(?<=[:[] ?)(?:4688|4720)(?=[,}\] ])/g, (number) => spelt(number, dice.next().value!));
  });

/** A number as JSON may have it, too. */
function spelt(number: string, die: number): string {
  const others = [
    `${number[0]}.${number.slice(1)}e3`,
    `${number}0E-1`,
    `${number}.0`,
    `${Number(number) - 1}.9999999999999999`,
  ];
  return others[die] ?? (number.endsWith('0') && die < 6 ? `${number.slice(0, -1)}e+1` : number);
}

const plain = fc.record(
  {
    f: value,
    Message: value,
    user: value,
    Image: value,
    EventCode: fc.constantFrom(1, 4688, '1'),
    eventName: value,
    sourcetype: fc.constantFrom('XmlWinEventLog', 'aws:cloudtrail', 'linux:audit', 'pan:traffic', 'x'),
    _time: fc.constantFrom(1_700_000_000, 1_700_000_001),
  },
  { requiredKeys: [] },
);
const xml = fc
  .constantFrom(...values)
  .map(
    (text) =>
      `<Event xmlns='x'><System><EventID>1</EventID><Channel>Microsoft-Windows-Sysmon/Operational</Channel></System>` +
      `<EventData><Data Name='Image'>${text.replaceAll('<', '<!-- -->')}</Data><Data Name='f'>n&#101;edle</Data></EventData>` +
      `<UserData><X><user>${text}<!-- c -->le</user></X></UserData></Event>`,
  );
const raw = fc.oneof(
  xml,
  plain.map((object) => JSON.stringify(object)),
  fc.constantFrom(...values),
  fc.constantFrom('f=needle user="kilo"', 'type=X msg=audit(1700000000.1:2): f="needle" comm=6e6565646c65', 'nee'),
);
const record = fc.oneof(
  { weight: 3, arbitrary: plain },
  raw.map((_raw) => ({ _raw, _time: 1_700_000_002 })),
  plain.map((event) => ({ event, time: 1_700_000_003 })),
  raw.map((event) => ({ event, sourcetype: 'x' })),
  fc.tuple(raw, plain).map(([event, extra]) => ({ event, fields: extra })),
  plain.map((result) => ({ preview: false, result })),
  fc.array(plain, { maxLength: 2 }).map((Records) => ({ Records })),
);
const line = fc.oneof(
  { weight: 6, arbitrary: record.chain(written) },
  { weight: 1, arbitrary: raw },
  { weight: 1, arbitrary: fc.constantFrom('', 'broken needle', '{"f":"needle"', '{"a":1}{"f":"needle"}') },
);
const text = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));

const field = fc.constantFrom(
  'f',
  'Message',
  'user',
  'Image',
  'eventName',
  'deep',
  'f.deep',
  'f{}',
  'host',
  'EventData_Xml',
  '_raw',
);
const term = fc.oneof(
  fc
    .tuple(
      field,
      fc.constantFrom(
        'needle',
        '*needle*',
        '"*needle.exe"',
        '"a needle here"',
        'kilo',
        '*ilo',
        '1000',
        '4688',
        '4720',
        '"null"',
        'infinity',
        '*eff1000*',
      ),
    )
    .map(([name, given]) => `${name}=${given}`),
  field.map((name) => `${name} IN (needle, kilo, "*needle.exe")`),
  field.map((name) => `${name} IN (4688, 4720)`),
  fc.constantFrom(
    'needle',
    '"a needle"',
    'kilo',
    'need*',
    '"\\"needle\\""',
    'TERM(needle)',
    'CASE(needle)',
    'null',
    '1000',
    'needle.exe',
    '"eventName\\":\\"needle"',
  ),
);
const search = fc.oneof(
  term,
  fc.tuple(term, term).map(([a, b]) => `${a} OR ${b}`),
  fc.tuple(term, term).map(([a, b]) => `${a} NOT ${b}`),
  fc.tuple(term, term).map(([a, b]) => `${a} | append [search ${b}] | stats count max(_time) by f`),
);

describe('lines that are passed over', () => {
  test('would not have changed any result', async () => {
    const catalog = new Catalog();
    let passed = 0;
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(search, { minLength: 1, maxLength: 3 }), text, async (list, input) => {
        const requests = list.map(
          (spl): SearchRequest => ({ search: createSource('<test>', spl), start: 'search', settings }),
        );
        const open = (wanted: WantedTexts | undefined) => {
          const passing = wanted === undefined ? undefined : { filter: createLineFilter(wanted), sizes };
          const { events, report } = readText(input, { passing, now: settings.now });
          passed += report.skippedLines;
          return [events];
        };
        const all = await run(requests, catalog, open, false);
        const some = await run(requests, catalog, open, true);
        rows += all.results.reduce((sum, each) => sum + each.rows.length, 0);
        expect(some.results).toEqual(all.results);
      }),
      { numRuns: 1000 },
    );
    expect(passed).toBeGreaterThan(300);
    expect(rows).toBeGreaterThan(300);
  }, 120_000);

  test.skipIf(!corpusPresent)(
    'would not have changed what detections of the corpus find in published logs',
    async () => {
      const shared = (path: string): string => fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));
      const { catalog, detections } = await loadContent({ rules: [shared('corpus/escu')] });
      const logs = [shared('data/events/escu_example_logs.ndjson')];
      const open = (wanted: WantedTexts | undefined) =>
        readEvents(logs, {
          now: settings.now,
          ...(wanted === undefined ? {} : { passing: { filter: createLineFilter(wanted), sizes } }),
        });
      let filtered = 0;
      for (const [number, { search }] of detections.entries()) {
        if (number % 12 !== 0) continue;
        const requests: SearchRequest[] = [{ search, start: 'search', settings }];
        const some = await run(requests, catalog, open, true);
        if (some.wanted === undefined) continue;
        filtered++;
        expect(some.results, search.text).toEqual((await run(requests, catalog, open, false)).results);
      }
      expect(filtered).toBeGreaterThan(20);
    },
    300_000,
  );
});
