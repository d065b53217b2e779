import { describe, expect, test } from 'vitest';
import { lintContent } from '../../../src/lint/lint.js';
import { lineIndexOf } from '../../../src/source/line-index.js';
import { rootPlace } from '../../../src/source/origin-map.js';
import { exampleContent } from './example-content.js';
import { exampleSchemas } from './example-schemas.js';

type Found = [code: string, marked: string, line: number];

/** The findings about a dashboard file: code, the text that is marked as it stands in the file, and its line. */
function found(path: string, text: string): Found[] {
  const files = {
    'dashboards/d.yml': 'name: D\ndescription: S',
    'dashboards/d.json': '{"title": "D", "description": "S"}',
    'macros/known_thing.yml': 'name: known_thing\ndefinition: x=1',
    [path]: text,
  };
  return lintContent(exampleContent({ files }), { schemas: exampleSchemas }).findings.map(({ code, primary }) => {
    const { source, span } = rootPlace(primary!.source, primary!.span);
    expect(source.name).toBe(path);
    const { line } = lineIndexOf(source).positionAt(span.start);
    return [code, source.text.slice(span.start, span.end), line];
  });
}

/** The layout of Dashboard Studio with these data sources. */
function studio(dataSources: Record<string, { query?: string; extend?: string; type?: string }>, rest = {}): string {
  const sources = Object.entries(dataSources).map(([id, { type, ...options }]) => [
    id,
    { type: type ?? (options.extend === undefined ? 'ds.search' : 'ds.chain'), options },
  ]);
  return JSON.stringify({ title: 'D', description: 'S', dataSources: Object.fromEntries(sources), ...rest }, null, 2);
}

const inJson = (query: string, more = {}): Found[] => found('dashboards/d.json', studio({ a: { query }, ...more }));
const inXml = (xml: string): Found[] => found('dashboards/e.xml', xml);

describe('searches of Dashboard Studio', () => {
  test.each([
    'index=a sourcetype=b user=$user|s$ host IN ($hosts|s$) | stats count by user',
    'index=a | stats count by $split$ | sort - whatever',
    'index=a | timechart span=$span$ limit=$n$ count by user',
    'index=a $filter$ | where count > $least$',
    '`known_thing` | table $row.a.value$',
    '| $command$',
  ])('have nothing wrong: %s', (query) => expect(inJson(query)).toEqual([]));

  test.each<[string, Found[]]>([
    ['index=a\n| search "x" | serch user="bob"', [['unknown-command', 'serch', 8]]],
    ['index=a user="\\\\x" | `no_such`', [['macro-unknown', '`no_such`', 8]]],
    ['index=a\t| stats count by user | where cuont > 1', [['condition-never-true', 'cuont > 1', 8]]],
    ['index=a | rex "(?<a>é\\"+)(" | stats count', [['invalid-regex', '\\"(?<a>é\\\\\\"+)(\\"', 8]]],
  ])('are checked as those of detections are: %s', (query, expected) => expect(inJson(query)).toEqual(expected));

  test.each([
    ['items', `[${'0,'.repeat(700_000)}0]`],
    ['members', `{${'"a":0,'.repeat(700_000)}"a":0}`],
  ])('are found in layouts of very many %s', (_, value) => {
    const json = studio({ a: { query: 'index=a | serch user="bob"' } });
    const codes = found('dashboards/d.json', json.replace('{', `{"layout":${value},`)).map(([code]) => code);
    expect(codes).toEqual(['unknown-command']);
  });

  test('go on with the rows of the search that they extend', () => {
    const base = 'index=a | stats count by user';
    expect(inJson(base, { b: { extend: 'a', query: '| where cuont > 1' } })).toEqual([
      ['condition-never-true', 'cuont > 1', 15],
    ]);
    expect(inJson(base, { b: { extend: 'a', query: 'search user=$u$ | where count > 1' } })).toEqual([]);
    const third = { b: { extend: 'a', query: '| rename user as who' }, c: { extend: 'b', query: '| eval x=user.who' } };
    expect(inJson(base, third)).toEqual([['field-not-available', 'user', 22]]);
  });

  test('say a mistake once, in the search that has it', () => {
    const broken = 'index=a | serch x=1';
    expect(inJson(broken, { b: { extend: 'a', query: '| stats count' } })).toEqual([['unknown-command', 'serch', 8]]);
  });

  test('stand behind rows that nobody knows', () => {
    const chain = { b: { extend: 's', query: '| where anything > 1' }, s: { type: 'ds.savedSearch' } };
    expect(inJson('index=a', chain)).toEqual([]);
    expect(inJson('index=a', { b: { extend: 's', query: '| where x > 1' } })).toEqual([
      ['unknown-dashboard-search', 's', 14],
    ]);
  });

  test('open on a click', () => {
    const options = { query: '| from datamodel Endpoint.Procesess | search dest=$row.dest.value|s$' };
    const panel = { eventHandlers: [{ type: 'drilldown.linkToSearch', options }], dataSources: { primary: 'b' } };
    const text = studio({ a: { query: 'index=a' } }, { visualizations: { v: panel } });
    expect(found('dashboards/d.json', text).map(([code]) => code)).toEqual([
      'unknown-data-model',
      'unknown-dashboard-search',
    ]);
  });

  test('stand in the YAML file too', () => {
    const json = studio({ a: { query: 'index=a | serch "x"' } });
    const yaml = `name: D\ndescription: S\njson_obj: |-\n  ${json.replaceAll('\n', '\n  ')}\n`;
    expect(found('dashboards/d.yml', yaml)).toEqual([['unknown-command', 'serch', 11]]);
    const quoted = `name: D\ndescription: S\njson_obj: '${JSON.stringify(JSON.parse(json))}'\n`;
    expect(found('dashboards/d.yml', quoted)).toEqual([['unknown-command', 'serch', 3]]);
  });

  test('are not looked for in what is no JSON', () => {
    expect(found('dashboards/d.json', '{"title": "D",\n "description" "S"}')).toEqual([['dashboard-layout', '"', 2]]);
  });
});

describe('searches of Simple XML', () => {
  const form = (inner: string): string => `<form version="1.1">\n<label>a &amp; b</label>\n${inner}\n</form>`;

  test.each([
    '<search><query>index=a user=$form.user$ | stats count by $split$ | sort x</query></search>',
    '<search><query>index=a | where count &gt; 1 AND x&lt;3</query></search>',
    '<search><query><![CDATA[ index=a | where count > 1 ]]></query></search>',
    '<search ref="Saved"/><search base="b"><query>stats count</query></search><search id="b"><query>index=a</query></search>',
    '<!-- <search><query>| serch</query></search> -->',
    '<html><p>a < b</p></html>',
  ])('have nothing wrong: %s', (inner) => expect(inXml(form(inner))).toEqual([]));

  test.each<[string, Found[]]>([
    [
      '<row><search><query>index=a\n| where x &gt; 1\n| serch y</query></search></row>',
      [['unknown-command', 'serch', 5]],
    ],
    ['<search><query><![CDATA[index=a\n| serch y]]></query></search>', [['unknown-command', 'serch', 4]]],
    [
      '<search id="b"><query>index=a | stats count by user</query></search>\n<search base="b"><query>where cuont &gt; 1</query></search>',
      [['condition-never-true', 'cuont &gt; 1', 4]],
    ],
    ['<searchString>index=a | serch y</searchString>', [['unknown-command', 'serch', 3]]],
    ['<search base="nope"><query>stats count</query></search>', [['unknown-dashboard-search', 'nope', 3]]],
  ])('are checked: %s', (inner, expected) => expect(inXml(form(inner))).toEqual(expected));

  test('may hold the layout of Dashboard Studio', () => {
    const json = studio({ a: { query: 'index=a | where x > "1" | serch y' } });
    const xml = (text: string): string => `<dashboard version="2">\n<definition>${text}</definition>\n</dashboard>`;
    expect(inXml(xml(`<![CDATA[\n${json}\n]]>`))).toEqual([['unknown-command', 'serch', 10]]);
    expect(inXml(xml('<![CDATA[{"a": ]]>')).map(([code]) => code)).toEqual(['dashboard-layout']);
  });

  test('are read from broken files as far as can be', () => {
    expect(inXml('<form><search><query>index=a | serch y')).toEqual([]);
    expect(inXml('</a></form><row><query>index=a | serch y</row>')).toEqual([['unknown-command', 'serch', 1]]);
    expect(inXml('&&&&<<<<')).toEqual([]);
  });
});
