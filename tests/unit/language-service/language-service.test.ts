import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completionsAt, definitionsAt, hoverAt, symbolsOf } from '../../../src/language-service/index.js';
import { detectionWith, edit } from './editor.js';

function labels(search: string): string[] {
  const { file, cx, offset } = edit(detectionWith(search));
  return completionsAt(file, offset, cx).map(({ label }) => label);
}

describe('completion', () => {
  test.each([
    ['a command behind a pipe', 'index=a | sta¦', ['stats'], ['count', 'index']],
    ['a command in brackets', 'index=a [ inputl¦', ['inputlookup'], []],
    ['a command behind a multi-line search', 'index=a\n| eval b=1\n| whe¦\n| stats count', ['where'], []],
    ['a macro', 'index=a `own_¦`', ['own_time', 'own_logs'], ['stats']],
    ['a macro with a comment before', 'index=a ```see `x | y [``` `own_l¦', ['own_logs'], []],
    ['a function of eval', 'index=a | eval b=low¦', ['lower'], ['avg']],
    ['a function in where', 'index=a | where isn¦', ['isnull', 'isnotnull'], []],
    ['a function inside an aggregation', 'index=a | stats count(eval(matc¦', ['match'], ['max']],
    ['a field that eval made', 'index=a | eval own_field=1 | where own¦', ['own_field'], []],
    ['fields of BY', 'index=a | eval own_field=1 | stats count by own¦', ['own_field'], ['count', 'values']],
    ['fields in an aggregation', 'index=a | eval own_field=1 | stats values(own¦', ['own_field'], ['count']],
    ['aggregations of stats', 'index=a | stats va¦', ['values', 'var'], ['validate']],
    ['what stats leaves', 'index=a | stats count by host | table ¦', ['host', 'count'], ['user_name', '_time']],
    ['the rows before a mistake', 'index=a | eval x=1 | where ( | table x¦', ['x'], []],
    ['options', 'index=a | stats all¦', ['allnum='], ['delim']],
    ['no option twice', 'index=a | rex field=x mode=sed ¦', ['max_match='], ['field=', 'mode=']],
    ['values of an option', 'index=a | rex mode=s¦', ['sed'], ['max_match=']],
    ['Boolean values', 'index=a | stats allnum=¦', ['true', 'false'], []],
    ['a lookup', 'index=a | lookup bad¦', ['bad_tools'], []],
    ['a lookup of inputlookup', '| inputlookup bad¦', ['bad_tools'], []],
    ['a data set', '| tstats count from datamodel=End¦', ['Endpoint.Processes'], ['count']],
    ['a data set of from', '| from datamod¦', ['datamodel:Endpoint.Processes'], []],
    [
      'fields of a data set in BY',
      '| tstats count from datamodel=Endpoint.Processes by Processes.pro¦',
      ['Processes.process_name'],
      ['tool'],
    ],
    [
      'fields of a data set that is named behind',
      '| tstats values(Processes.us¦) from datamodel=Endpoint.Processes',
      ['Processes.user'],
      [],
    ],
    ['fields of the logs', 'tool=a user_n¦', ['user_name'], []],
    ['a clause', 'index=a | stats count b¦', ['BY'], []],
    ['an argument of a macro', 'index=a | eval own_field=1 | `own_time(own¦)`', ['own_field'], ['own_time']],
    [
      'the data set before names, as an argument of a macro',
      '| tstats count from datamodel=Endpoint.Processes by Processes.user | `own_time(Pro¦',
      ['Processes'],
      [],
    ],
    ['a command by its other name', 'index=a | buck¦', ['bucket'], []],
    ['words between conditions', 'index=a O¦', ['OR'], []],
    ['fields that every event has', 'index=a | stats min(_t¦', ['_time'], []],
    ['AS behind an aggregation', 'index=a | stats count A¦', ['AS'], []],
    ['an expression inside an aggregation', 'index=a | stats sum(ev¦', ['eval'], []],
    ['columns of a lookup', 'index=a | lookup bad_tools tool OUTPUT rea¦', ['reason'], []],
    [
      'rows of a subsearch are its own',
      'index=a | eval x1=1 | append [ search index=b | eval y1=2 | where ¦',
      ['y1'],
      ['x1'],
    ],
  ])('offers %s', (_, search, offered, left) => {
    const found = labels(search);
    expect(found).toEqual(expect.arrayContaining(offered));
    for (const each of left) expect(found).not.toContain(each);
  });

  test.each([
    ['in a text', 'index=a | eval b="sta¦'],
    ['in a comment', 'index=a ``` | sta¦'],
    ['behind AS', 'index=a | stats count as c¦'],
  ])('offers nothing %s', (_, search) => {
    expect(labels(search)).toEqual([]);
  });

  test('quotes names that eval would read as something else', () => {
    const { file, cx, offset } = edit(detectionWith('index=a | eval x=1 | rename x as "a b.c" | where a¦'));
    const [found] = completionsAt(file, offset, cx).filter(({ label }) => label === 'a b.c');
    expect(found?.text).toBe("'a b.c'");
  });

  test('replaces the word that was begun', () => {
    const { file, cx, offset } = edit(detectionWith('index=a | sta¦'));
    const found = completionsAt(file, offset, cx).find(({ label }) => label === 'stats');
    expect(file.file.source.text.slice(found!.span.start, found!.span.end)).toBe('sta');
    expect(found?.documentation?.()).toContain('stats');
  });

  test.each([
    ['a block', 'name: a\ndefinition: |\n  index=a\n  | sta¦\n'],
    ['a folded text', 'name: a\ndefinition: >\n  index=a\n  | sta¦\n'],
    ['a text in quotes', 'name: a\ndefinition: "index=\\"a\\" | sta¦"\n'],
    ['a text in single quotes', "name: a\ndefinition: 'index=a | sta¦'\n"],
    ['a plain text', 'name: a\ndefinition: index=a | sta¦\n'],
    ['a text whose last blank YAML drops', 'name: a\ndefinition: index=a | ¦\n'],
  ])('works in a macro written as %s', (_, yaml) => {
    const { file, cx, offset } = edit(yaml, 'macros/a.yml');
    expect(completionsAt(file, offset, cx).map(({ label }) => label)).toContain('stats');
  });

  test.each([
    ['another key', 'name: a¦\ndefinition: index=a\n'],
    ['the text of a broken file', 'name: [a\ndefinition: | sta¦\n'],
    ['an empty file', '¦'],
  ])('says nothing in %s', (_, yaml) => {
    const { file, cx, offset } = edit(yaml, 'macros/a.yml');
    expect(completionsAt(file, offset, cx)).toEqual([]);
    expect(hoverAt(file, offset, cx)).toBeUndefined();
    expect(definitionsAt(file, offset, cx)).toEqual([]);
  });
});

describe('hover', () => {
  test.each([
    ['a command', 'index=a | sta¦ts count', 'stats', 'Transforming'],
    ['an option', 'index=a | rex fie¦ld=x "(?<a>b)"', 'field', '`field=`'],
    ['a function', 'index=a | eval b=low¦er(c)', 'lower', 'lower(str)'],
    ['an aggregation', 'index=a | stats d¦c(x) by y', 'dc', 'dc'],
    ['an aggregation without an argument', 'index=a | stats cou¦nt by y', 'count', 'count'],
    ['a macro', 'index=a | `own_¦time(x)`', 'own_time', '$field$'],
    ['a lookup', 'index=a | lookup bad_t¦ools tool', 'bad_tools', '`tool` (wildcard)'],
    ['a field and where it is from', 'index=a | eval own=1 | where ow¦n=2', 'own', 'eval own=1'],
    ['a field of the logs', 'user_n¦ame=a', 'user_name', 'The logs have it'],
    ['a field that is gone', 'index=a | stats count | where ho¦st=1', 'host', 'No row'],
  ])('explains %s', (_, search, word, text) => {
    const { file, cx, offset } = edit(detectionWith(search));
    const hover = hoverAt(file, offset, cx);
    expect(hover?.markdown).toContain(text);
    expect(file.file.source.text.slice(hover!.span.start, hover!.span.end)).toContain(word);
  });

  test('text of the content cannot end the block that it is shown in', () => {
    const { file, cx, offset } = edit('name: own\ndefinition: "`own¦` ```` x"\n', 'macros/own.yml');
    expect(hoverAt(file, offset, cx)?.markdown).toContain('`````spl\n`own` ```` x\n`````');
  });

  test.each([
    ['a word of a clause', 'index=a | stats count b¦y host'],
    ['a word between conditions', 'index=a O¦R index=b'],
    ['a name that is not known', 'index=a | `no_such_¦macro`'],
    ['a number', 'index=a | head 1¦0'],
  ])('says nothing of %s', (_, search) => {
    const { file, cx, offset } = edit(detectionWith(search));
    expect(hoverAt(file, offset, cx)).toBeUndefined();
  });

  test('explains a data source', () => {
    const { file, cx, offset } = edit(detectionWith('index=a').replace('Own Log', 'Own L¦og'));
    expect(hoverAt(file, offset, cx)?.markdown).toContain('sourcetype `own`');
  });
});

describe('definition', () => {
  test.each([
    ['a macro', 'index=a | `own_¦time(x)`', 'macros/own_time.yml', 'convert'],
    ['a lookup', 'index=a | lookup bad_t¦ools tool', 'lookups/bad_tools.yml', 'bad_tools'],
  ])('finds %s', (_, search, path, text) => {
    const { file, cx, offset } = edit(detectionWith(search));
    const [place] = definitionsAt(file, offset, cx);
    expect(place?.source.name).toBe(path);
    expect(place?.source.text.slice(place.span.start, place.span.end)).toContain(text);
  });
});

test('the outline has the searches with their commands', () => {
  const { file, cx } = edit(`${detectionWith('index=a `own_logs`\n| stats count\n| `own_time(x)`')}¦`);
  const [search] = symbolsOf(file, cx);
  expect(search).toMatchObject({ name: 'Own', kind: 'search' });
  expect(search!.children.map(({ name, detail }) => [name, detail])).toEqual([
    ['search', 'index=a `own_logs`'],
    ['stats', 'stats count'],
    ['convert', '`own_time(x)`'],
  ]);
});

test('whatever is being written, nothing breaks and spans lie in the file', () => {
  const pieces = [
    'index=a',
    '| ',
    'stats count(',
    'eval x=',
    '[',
    ']',
    '"',
    "'",
    '`',
    '```',
    '(',
    ')',
    'by ',
    'as ',
    '\\',
    ',',
    '$a$',
    '\u{1f600}',
    '\n',
    'datamodel=',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), fc.nat(), (parts, at) => {
      const text = `name: a\ndefinition: |\n  ${parts.join('').replaceAll('\n', '\n  ')}`;
      const place = at % (text.length + 1);
      const { file, cx, offset } = edit(`${text.slice(0, place)}\u00a6${text.slice(place)}`, 'macros/a.yml');
      for (const { span } of completionsAt(file, offset, cx)) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBe(offset);
      }
      const span = hoverAt(file, offset, cx)?.span;
      if (span !== undefined) expect(span.start <= offset && offset <= span.end && span.end <= text.length).toBe(true);
      definitionsAt(file, offset, cx);
      symbolsOf(file, cx);
    }),
    { numRuns: 300 },
  );
});

test('long texts take no time that grows with their square', () => {
  const long = 'a'.repeat(200_000);
  const { file, cx, offset } = edit(
    `name: a\ndefinition: |\n  index=a ${long} ${' '.repeat(100_000)}| where sta\u00a6`,
    'macros/a.yml',
  );
  expect(completionsAt(file, offset, cx).map(({ kind }) => kind)).not.toContain('command');
});

describe('behind a text of YAML', () => {
  const at = (yaml: string) => edit(yaml, 'macros/a.yml');
  test.each([
    ['a blank that YAML drops behind a word', 'name: a\ndefinition: index=a | stats count ¦\ndescription: d\n', 'BY'],
    ['a new line of a text that ends its last', 'name: a\ndefinition: |\n  index=a |\n  ¦\ndescription: d\n', 'stats'],
  ])('offers words for %s', (_, yaml, label) => {
    const { file, cx, offset } = at(yaml);
    expect(completionsAt(file, offset, cx).map((each) => each.label)).toContain(label);
  });

  test('says nothing of SPL at the next key', () => {
    const { file, cx, offset } = at('name: a\ndefinition: |-\n  index=a | stats count\n¦description: d\n');
    expect(hoverAt(file, offset, cx)).toBeUndefined();
    const piped = at('name: a\ndefinition: |-\n  index=a |\n¦description: d\n');
    expect(completionsAt(piped.file, piped.offset, piped.cx)).toEqual([]);
  });

  test('writes a single quote twice where YAML has the text in single quotes', () => {
    const { file, cx, offset } = at('name: a\ndefinition: \'index=a | rename x as "a b" | where a¦\'\n');
    const found = completionsAt(file, offset, cx).find(({ label }) => label === 'a b');
    expect(found?.text).toBe("''a b''");
  });
});

test('a long word costs no more than its length', () => {
  const { file, cx, offset } = edit(detectionWith(`index=a | where x="a" ${'A'.repeat(100_000)} lik¦`));
  const start = performance.now();
  expect(completionsAt(file, offset, cx).map(({ label }) => label)).toContain('like');
  expect(performance.now() - start).toBeLessThan(5_000);
});
