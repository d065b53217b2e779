import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { prepare } from '../../src/api/run.js';
import type { SearchRequest } from '../../src/api/run-searches.js';
import { Catalog } from '../../src/content/catalog.js';
import type { RawEvent } from '../../src/events/raw-event.js';
import { loadKnowledge } from '../../src/node/knowledge/load-knowledge.js';
import { createSource } from '../../src/source/source.js';
import { expectSame, rawOf } from './both-engines.js';

const { settings } = readSettings({ now: 1_700_001_000 });
const { files } = await loadKnowledge();
const knowledge = new Knowledge(files, settings);
const catalog = new Catalog();

const source = fc.constantFrom(
  'search a=1',
  'search b=2',
  'search a=* earliest=1700000003',
  'search c=3 a=*',
  'search a=none',
  'search *',
  'search a=* | head 1',
  'search a=1 [search b=* | fields c]',
  'search b=1 NOT [search a=none | fields c]',
  'tstats count from datamodel=Endpoint.Processes where Processes.process_name=cmd.exe by Processes.dest | rename Processes.dest as a',
  'from datamodel Endpoint.Processes | table a b process dest',
  'mstats avg(_value) as b where index=* metric_name=cpu by host | rename host as a',
);
const whole = (text: string): string => (/^(?:tstats|from|mstats)/.test(text) ? `| ${text}` : text);
const second = fc.tuple(
  fc.constantFrom('append', 'appendcols', 'join a', 'join type=left a', 'join type=left max=0 a b'),
  source,
  fc.constantFrom('', ' | append [search b=1]', ' | stats count as n by a', ' | eval d=a.b', ' | where a=1'),
);
const search = fc.oneof(
  fc
    .tuple(source, fc.array(second, { minLength: 1, maxLength: 2 }))
    .map(([first, rest]) => first + rest.map(([how, from, then]) => ` | ${how} [${whole(from)}${then}]`).join('')),
  fc
    .tuple(source, fc.constantFrom('search a=$a$', 'search a=$a$ | append [search b=$a$ | head 2]', 'search b=2 $c$'))
    .map(([first, template]) => `${first} | map search="${template}" maxsearches=20`),
);
const value = fc.constantFrom('1', '2', '3');
const event = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      { a: value, b: value, c: value, pad: fc.constantFrom(true, true, false) },
      { requiredKeys: [] },
    ),
  },
  fc.record({
    sourcetype: fc.constant('XmlWinEventLog'),
    source: fc.constant('XmlWinEventLog:Microsoft-Windows-Sysmon/Operational'),
    EventCode: fc.constant(1),
    Computer: fc.constantFrom('1', '2'),
    Image: fc.constantFrom('C:\\x\\cmd.exe', 'C:\\x\\net.exe'),
    a: value,
  }),
  fc.record({ metric_name: fc.constantFrom('cpu', 'disk'), _value: fc.nat({ max: 3 }) }),
);

/** Events of which a few are more text than is held for a later pass. */
function long({ pad, ...rest }: { readonly pad?: boolean }, line: number): RawEvent {
  // A sourcetype that is known: others are recognised by patterns, which take long over such a text.
  const raw = rawOf(pad === true ? { ...rest, sourcetype: 'XmlWinEventLog' } : rest, line);
  return pad === true ? { ...raw, raw: raw.raw.padEnd(600_000) } : raw;
}

test('searches that read their events several times find the same where a pass finds what the next ones ask', async () => {
  const seen = { rows: 0, long: 0 };
  const check = fc.asyncProperty(
    fc.array(search, { minLength: 1, maxLength: 4, size: 'max' }),
    fc.array(event, { minLength: 3, maxLength: 14, size: 'max' }),
    async (texts, events) => {
      const requests = texts.map((text): SearchRequest => {
        const written = createSource('x', `${whole(text)} | table a b c d n host process dest`);
        expect(prepare(written, catalog, settings, 'search').plan, text).toBeDefined();
        return { search: written, start: 'search', settings };
      });
      const raws = events.map((each, line) => long(each as { readonly pad?: boolean }, line));
      if (raws.filter(({ raw }) => raw.length > 500_000).length > 3) seen.long++;
      seen.rows += await expectSame(requests, catalog, knowledge, [raws.slice(0, 4), raws.slice(4)]);
    },
  );
  await fc.assert(check, { numRuns: 40 });
  expect(seen.rows).toBeGreaterThan(100);
  expect(seen.long).toBeGreaterThan(3);
}, 120_000);
