import { describe, expect, test } from 'vitest';
import { Knowledge } from '../../../../src/api/knowledge.js';
import { readSettings } from '../../../../src/api/options.js';
import { prepareSearches, type SearchRequest } from '../../../../src/api/run-searches.js';
import { Catalog } from '../../../../src/content/catalog.js';
import { createLineFilter } from '../../../../src/events/line-filter/create-filter.js';
import type { WantedTexts } from '../../../../src/events/line-filter/line-filter.js';
import { createCatalogLookups } from '../../../../src/exec/lookups/catalog-lookups.js';
import { loadKnowledge } from '../../../../src/node/knowledge/load-knowledge.js';
import { createSource } from '../../../../src/source/source.js';
import { readText } from '../../events/read-text.js';

const { settings } = readSettings({ now: 1_767_225_600 });
const { files } = await loadKnowledge();
const sizes = { whole: 0, block: 1 << 30, probe: 1 << 30 };

/** What searches look for in raw lines, and how many rows they have over a text, of which only such lines are read. */
async function run(
  searches: readonly string[],
  input = '',
): Promise<{ wanted: WantedTexts | undefined; rows: number; passed: number }> {
  const requests = searches.map(
    (spl): SearchRequest => ({ search: createSource('<test>', spl), start: 'search', settings }),
  );
  const catalog = new Catalog();
  const prepared = prepareSearches(requests, {
    catalog,
    knowledge: new Knowledge(files, settings),
    lookups: createCatalogLookups(catalog),
  });
  let seen: WantedTexts | undefined;
  let passed = 0;
  const outcomes = await prepared.run(async function* (find) {
    const wanted = find?.();
    seen = wanted;
    const passing = wanted === undefined ? undefined : { filter: createLineFilter(wanted), sizes };
    const { events, report } = readText(input, { passing });
    passed += report.skippedLines;
    yield events;
  });
  return { wanted: seen, rows: outcomes.reduce((sum, { rows }) => sum + rows.length, 0), passed };
}

const marks = ['&#', '<!', '<?'];

describe('texts that every event of a search holds', () => {
  test.each<[string, WantedTexts | undefined]>([
    ['EventCode=5860 Temporary', ['temporary']],
    ['"Two Words"', ['two words']],
    ['ab*longer', ['longer']],
    ['"C:\\\\Windows\\\\evil.exe"', ['evil.exe']],
    ['eventName=DeleteTrail', [...marks, 'deletetrail']],
    ['eventName IN (DeleteTrail, "Stop*")', [...marks, 'stop', 'deletetrail']],
    ['(eventName=DeleteTrail OR other=x*yzzy) b=thelongest', [...marks, 'thelongest']],
    ['eventName=DeleteTrail OR eventName=DeleteTrail2', [...marks, 'deletetrail']],
    ['EventCode=4688', [...marks, '4688', '99999', '4.688', '46.88', '468.8']],
    ['f IN (4720)', [...marks, '4720', '4.72', '47.2', '472.', '472e', '99999']],
    ['EventCode=4688 name=alphabet', [...marks, 'alphabet']],
    ['CASE(Exactly)', ['exactly']],
    ['alpha NOT beta', ['alpha']],
    ['alpha | where x=1 | search beta', ['alpha']],
    ['| tstats count from datamodel=Endpoint.Processes where Processes.process_name=wmic.exe', [...marks, 'wmic.exe']],
    [
      '| tstats count from datamodel=Endpoint.Processes where Processes.process="*shadowcopy*delete*" OR Processes.parent_process_name=vssadmin.exe by Processes.dest',
      [...marks, 'shadowcopy', 'vssadmin.exe'],
    ],
    ['| from datamodel Endpoint.Processes | search process_name=wmic.exe', [...marks, 'wmic.exe']],
    // Nothing is known of these.
    ['| tstats count from datamodel=Endpoint.Processes', undefined],
    ['| tstats count from datamodel=Endpoint.Processes where Processes.dest=server1', undefined],
    ['| tstats count from datamodel=Endpoint.Processes where Processes.process_name=unknown', undefined],
    ['| tstats count from datamodel=Endpoint.Processes where Processes.vendor_product=Microsoft*', undefined],
    ['| tstats count from datamodel=Web.Web where Web.url=*administrator*', undefined],
    ['| tstats count from datamodel=Endpoint.Ports where Ports.transport=tcpfoo', undefined],
    ['alpha OR EventCode=1', undefined],
    ['NOT alpha', undefined],
    ['abc', undefined],
    ['f=*', undefined],
    ['f!=abcdef', undefined],
    ['f=445', undefined],
    ['f=1000', undefined],
    ['f=1234567', undefined],
    ['4688', undefined],
    ['f=*4688', undefined],
    ['user=administrator', undefined],
    ['Message=*administrator*', undefined],
    ['sourcetype=administrator', undefined],
    ['host=administrator', undefined],
    ['date_wday=monday', undefined],
    ['tag=network', undefined],
    ['f="10.0.0.0/8"', undefined],
    ['f="a&lt;bcdefgh"', undefined],
    ['* | head 5 | search alpha', undefined],
    ['[search alpha | fields f]', undefined],
  ])('%s', async (spl, wanted) => {
    expect((await run([spl])).wanted).toEqual(wanted);
  });

  test('of several searches are those of all, and nothing is known when it is so for one', async () => {
    expect((await run(['alpha', 'eventName=DeleteTrail'])).wanted).toEqual([...marks, 'alpha', 'deletetrail']);
    expect((await run(['alpha', 'f=1'])).wanted).toBeUndefined();
    const many = Array.from({ length: 60 }, (_, number) => `keyword${number}x`);
    expect((await run(many)).wanted).toBeUndefined();
  });
});

const winXml = (data: string): string =>
  JSON.stringify({ _raw: `<Event xmlns='x'><System><EventID>1</EventID></System>${data}</Event>` });

describe('a line that does not show the text is read where the event can have it', () => {
  test.each([
    ['f=needle', '{"f":"n\\u0065edle"}'],
    ['f=needle', '{"f":"N\\u0045EDLE"}'],
    ['an escape inside a text', 'f=needle', '{"_raw":"{\\"f\\":\\"\\u005cu006eeedle\\"}"}'],
    ['a control character written again as \\n', 'needle', '{"event":{"f":"\\u000aeedle"}}'],
    ['the Kelvin sign', 'f=kilo', '{"f":"\u212Ailo"}'],
    ['the I with a dot', 'f="ki\u0307lo*"', '{"f":"K\\u0130LOS"}'],
    ['a reference by number', 'f=needle', winXml("<EventData><Data Name='f'>n&#101;edle</Data></EventData>")],
    ['a comment in a value', 'g1=needle', winXml('<UserData><X><g1>nee<!-- c -->dle</g1></X></UserData>')],
    [
      'an escaped reference',
      'f=needle',
      winXml("<EventData><Data Name='f'>n&#101;edle</Data></EventData>").replaceAll('&', '\\u0026'),
    ],
    ['a number out of range', 'g1=Infinity', '{"event":{"f":1},"fields":{"g1":1e999}}'],
    ['a number that JSON does not have', 'null', '{"event":{"f":1e999}}'],
    ['a number in another way', '1000', '{"event":{"f":1e3}}'],
    ['a number with a point', 'f=4688', '{"event":{"f":46.88e2}}'],
    ['a number without its zero', 'f=4720', '{"event":{"f":472E1}}'],
    ['a number that is rounded', 'f=4688', '{"event":{"f":46879999.9999999999e-4}}'],
    ['digits as escapes', 'f=4688', '{"f":"4\\u003688"}'],
  ])('%s', async (...given) => {
    const [line, spl] = [given.at(-1)!, given.at(-2)!];
    const { rows } = await run([spl], `{"a":"b"}\n${line}\n{"a":"c"}`);
    expect(rows).toBe(1);
  });

  test('and all others are passed over', async () => {
    const text = '{"f":"needless"}\n{"f":"x\\u0022"}\n{"f":"x\\u0041"}\n{"f":"nee\\u006cx"}\n{"g":1}';
    expect(await run(['f=needle'], text)).toEqual({ wanted: [...marks, 'needle'], rows: 0, passed: 3 });
  });
});
