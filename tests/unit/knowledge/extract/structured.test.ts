import { describe, expect, test } from 'vitest';
import { xmlkvFields } from '../../../../src/extraction/xmlkv.js';
import { delimitedFields } from '../../../../src/knowledge/extract/delimited.js';
import { jsonFields } from '../../../../src/knowledge/extract/json.js';
import { JsonPairFields } from '../../../../src/knowledge/extract/json-pairs.js';
import { type NamedMatcher, regexByIdFields, regexFirstFields } from '../../../../src/knowledge/extract/patterns.js';
import { PlainJsonFields } from '../../../../src/knowledge/extract/plain-json.js';
import { w3cFields } from '../../../../src/knowledge/extract/w3c.js';
import { xmlFields } from '../../../../src/knowledge/extract/xml.js';
import type { FieldSource } from '../../../../src/values/event.js';

const all = (source: FieldSource | null): Record<string, unknown> =>
  Object.fromEntries([...(source?.fieldNames() ?? [])].map((name) => [name, source!.get(name)]));

describe('JSON', () => {
  const text =
    '{"u":"x","n":{"a":1.0,"b":[2,3]},"r":[{"k":true},{"k":null}],"big":12345678901234567890,"e":{},"dot.ted":"d"}';
  const expected = {
    u: 'x',
    'n.a': '1.0',
    'n.b{}': ['2', '3'],
    'r{}.k': ['true', 'null'],
    big: '12345678901234567890',
    'dot.ted': 'd',
  };
  test('paths; values as written', () => {
    expect(all(jsonFields(text))).toEqual(expected);
    for (const [name, value] of Object.entries(expected)) expect(jsonFields(text)?.get(name)).toEqual(value);
  });
  test('an object parsed before gives the same', () => {
    const fields = new PlainJsonFields(JSON.parse(text), text);
    for (const [name, value] of Object.entries(expected)) expect(fields.get(name)).toEqual(value);
    expect(new Set(fields.fieldNames())).toEqual(new Set(Object.keys(expected)));
    expect(fields.get('constructor')).toBeNull();
    expect(fields.get('__proto__.x')).toBeNull();
  });
  test.each([
    ['a nested member has the name', String.raw`{"n":{"x":1},"x":1.0}`, 'x', '1.0'],
    ['the name is escaped', String.raw`{"n":{"x":1},"\u0078":1.0}`, 'x', '1.0'],
    ['a slash in the name is escaped', String.raw`{"n":{"a/b":1},"a\/b":1.0}`, 'a/b', '1.0'],
    ['an escape stands behind a path', String.raw`{"p":"C:\\users\\\"","n":{"x":1},"\u0078" : 1.0}`, 'x', '1.0'],
    ['blanks stand before the colon', String.raw`{"n":{"x":1},"x" :1.0}`, 'x', '1.0'],
    ['another name ends with a quote and the name', String.raw`{"a\"x":1,"x" : 1.0}`, 'x', '1.0'],
    ['the name is also a value', String.raw`{"v":"x","x":7}`, 'x', '7'],
    ['a value has an escape', String.raw`{"v":"\u003c\/b","x":10000000000000000000}`, 'x', '10000000000000000000'],
  ])('a number is read as written where %s', (_, json, name, expected) => {
    expect(new PlainJsonFields(JSON.parse(json), json).get(name)).toBe(expected);
  });
  test('an object of very many numbers is not looked through for each of them', () => {
    const names = Array.from({ length: 200_000 }, (_, index) => `k${index}`);
    const json = `{${names.map((name) => `"${name}":1.0`).join(',')}}`;
    const fields = new PlainJsonFields(JSON.parse(json), json);
    expect(new Set(names.map((name) => fields.get(name)))).toEqual(new Set(['1.0']));
  });
  test('a list at the top is a field of several values where it came with a table', () => {
    const root = { user: ['a', 'b'], one: ['x'], none: [], objects: [{ k: 'v' }], n: { l: ['y'] } };
    const fields = new PlainJsonFields(root, undefined, 'text', true);
    expect([...fields.fieldNames()].map((name) => [name, fields.get(name)])).toEqual([
      ['user', ['a', 'b']],
      ['one', 'x'],
      ['objects{}.k', 'v'],
      ['n.l{}', 'y'],
    ]);
    expect([fields.get('user{}'), fields.get('none')]).toEqual([null, null]);
    expect(new PlainJsonFields(root, undefined).get('user')).toBeNull();
  });
  test('nulls may be left out; other texts are no JSON', () => {
    expect(jsonFields('{"a":null}', 'absent')?.get('a')).toBeNull();
    expect(jsonFields('{"a":1} x')).toBeNull();
    expect(jsonFields('{broken}')).toBeNull();
  });
  test('name and value pairs become fields', () => {
    const fields = new JsonPairFields(
      jsonFields('{"P":[{"Name":"Identity","Value":"a"},{"Name":"P","Value":"b"}],"Identity":"own"}')!,
      [{ elements: 'P{}', name: 'Name', value: 'Value' }],
    );
    expect(fields.get('Identity')).toBe('own');
    expect(fields.get('P')).toBe('b');
  });
});

test('XML by path', () => {
  expect(all(xmlFields('<event id="7"><user>x</user><v>1</v><v>2 &amp; 3</v><e/></event>'))).toEqual({
    'event{@id}': '7',
    'event.user': 'x',
    'event.v': ['1', '2 & 3'],
  });
});

test('xmlkv: leaves by name, text around them ignored', () => {
  expect(
    all(xmlkvFields('Task:\n<Task><Exec><Command>cmd.exe</Command><Arguments>/c &lt;a&gt;</Arguments></Exec></Task>')),
  ).toEqual({
    Command: 'cmd.exe',
    Arguments: '/c <a>',
  });
});

describe('columns', () => {
  test('quotes hold separators', () => {
    const fields = delimitedFields('1,,"a, ""b""",x,y', {
      separator: ',',
      columns: ['n', 'none', 'q', '', 'last', 'more'],
    });
    expect(all(fields)).toEqual({ n: '1', q: 'a, "b"', last: 'y' });
  });
  test('blanks and replacements', () => {
    expect(
      all(
        delimitedFields('2  - z', { separator: ' ', columns: ['a', 'b', 'c'], replace: new Map([['-', 'unknown']]) }),
      ),
    ).toEqual({
      a: '2',
      b: 'unknown',
      c: 'z',
    });
  });
  test('W3C: a header wins, - is missing, + is a blank in agents', () => {
    expect(all(w3cFields('#Fields: date cs(User-Agent) sc-status s-ip\n2024-01-01 A+B 200 -', ['x']))).toEqual({
      date: '2024-01-01',
      cs_User_Agent: 'A B',
      sc_status: '200',
    });
  });
});

describe('patterns', () => {
  const matcher =
    (pattern: RegExp): NamedMatcher =>
    (text) => {
      const groups = pattern.exec(text)?.groups;
      return groups === undefined ? null : Object.entries(groups).filter(([, value]) => value !== undefined);
    };
  test('the first pattern listed for the message id', () => {
    const byId = new Map([['302013', [matcher(/no (?<never>x)/), matcher(/Built (?<direction>\w+)/)]]]);
    const fields = regexByIdFields(
      '%ASA-6-302013: Built inbound',
      matcher(/-(?<id>\d{6}): (?<text>.*)/),
      'id',
      'text',
      byId,
    );
    expect(all(fields)).toEqual({ id: '302013', text: 'Built inbound', direction: 'inbound' });
  });
  test('the envelope and the first that is found', () => {
    const fields = regexFirstFields('h sshd: Failed for bob', matcher(/^(?<dest>\S+)/), [
      matcher(/Accepted (?<a>.)/),
      matcher(/Failed for (?<user>\S+)/),
      matcher(/(?<late>bob)/),
    ]);
    expect(all(fields)).toEqual({ dest: 'h', user: 'bob' });
  });
});
