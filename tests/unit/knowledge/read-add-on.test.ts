import { describe, expect, test } from 'vitest';
import { language } from '../../../src/compile/compile.js';
import type { RawEvent } from '../../../src/events/raw-event.js';
import { plainContext } from '../../../src/exec/plain-environment.js';
import { scalarRegistry } from '../../../src/functions/scalar/index.js';
import { compileSources } from '../../../src/knowledge/compile-source.js';
import { loadSourceDefinitions } from '../../../src/knowledge/load-source-definitions.js';
import { Normaliser } from '../../../src/knowledge/normalise.js';
import { type AddOn, readAddOn } from '../../../src/knowledge/read-add-on.js';
import { createKnowledgeCompiler } from '../../../src/knowledge/spl-compiler.js';
import { createRegexCompiler } from '../../../src/regex/regex-compiler.js';
import { createSource } from '../../../src/source/source.js';
import { defaultLimits } from '../../../src/values/limits.js';
import { defaultSemantics } from '../../../src/values/semantics.js';

const context = plainContext({
  now: 0,
  timeZone: 'UTC',
  limits: defaultLimits,
  semantics: defaultSemantics,
});
const compiler = createKnowledgeCompiler({
  language,
  functions: scalarRegistry,
  regex: createRegexCompiler(),
  semantics: defaultSemantics,
});

interface Conf {
  readonly props?: string | readonly string[];
  readonly transforms?: string;
  readonly eventtypes?: string;
  readonly tags?: string;
  readonly tables?: AddOn['tables'];
}

function addOn({ props = [], transforms = '', eventtypes = '', tags = '', tables = new Map() }: Conf) {
  const sources = (text: string | readonly string[]) => [text].flat().map((each, i) => createSource(`layer${i}`, each));
  const read = readAddOn({
    name: 'ta',
    conf: {
      props: sources(props),
      transforms: sources(transforms),
      eventtypes: sources(eventtypes),
      tags: sources(tags),
    },
    tables,
  });
  const loaded = loadSourceDefinitions([read.file]);
  const compiled = compileSources(loaded.definitions, compiler, context, { everything: true });
  const normaliser = new Normaliser(compiled, context);
  const problems = [...read.diagnostics, ...loaded.diagnostics, ...compiled.diagnostics].map((each) => each.message);
  const event = (raw: string, sourcetype = 'vendor:log', source = '/var/log/a.log') =>
    normaliser.normalise(rawEvent(raw, sourcetype, source)).event;
  return { problems, event };
}

function rawEvent(raw: string, sourcetype: string, source: string): RawEvent {
  return {
    raw,
    time: 0,
    timeInherited: false,
    host: 'h',
    source,
    sourcetype,
    index: 'main',
    fields: undefined,
    fieldsCoverRaw: false,
    format: 'text',
    origin: { file: 'f', line: 1, offset: 0 },
  };
}

describe('props.conf', () => {
  const { problems, event } = addOn({
    props: [
      `
[vendor:log]
EXTRACT-a = ^(?<first>\\w+) user=\\w+
EXTRACT-b = (?<letter>[a-z]) in first
FIELDALIAS-x = user AS who note as "long name"
EVAL-loud = upper(user)
EVAL-sees_alias = who
KV_MODE = auto
TIME_FORMAT = %s
TRANSFORMS-drop = nullqueue

[source::/var/log/....log]
EVAL-from_source = "yes"

[other]
KV_MODE = none
`,
      '[vendor:log]\nEVAL-loud = lower(user)\n',
    ],
  });
  test('what works at index time only is told', () => {
    expect(problems).toEqual(['[vendor:log] TRANSFORMS-drop is not used: it works when events are indexed.']);
  });
  test.each([
    ['first', 'Start'],
    ['letter', 't'],
    ['user', 'Bob'],
    ['who', 'Bob'],
    ['long name', 'x y'],
    ['loud', 'bob'],
    ['sees_alias', 'Bob'],
    ['from_source', 'yes'],
  ])('%s is %s', (field, value) => {
    expect(event('Start user=Bob note="x y"').get(field)).toBe(value);
  });
  test('a stanza for another source, and no automatic pairs', () => {
    expect(event('a user=Bob', 'vendor:log', '/tmp/b').get('from_source')).toBeNull();
    expect(event('a user=Bob', 'other').get('user')).toBeNull();
    expect(event('a user=Bob', 'unheard').get('user')).toBe('Bob');
  });
});

describe('transforms.conf', () => {
  const { problems, event } = addOn({
    props: `
[vendor:log]
KV_MODE = none
REPORT-a = pairs, ids, columns, gone
LOOKUP-s = states code AS id OUTPUT text AS state
LOOKUP-n = states code AS id OUTPUTNEW text AS fresh
LOOKUP-t = leases code AS id OUTPUT text AS holder
`,
    transforms: `
[pairs]
REGEX = <(\\w+)>([^<]*)
FORMAT = $1::$2
[ids]
REGEX = id:(\\d+)
FORMAT = id::$1 kind::"an id"
MV_ADD = true
[columns]
SOURCE_KEY = list
DELIMS = ","
FIELDS = one, two
[states]
filename = states.csv
[leases]
filename = states.csv
time_field = text
`,
    tables: new Map([['states.csv', { fields: ['code', 'text'], rows: [['7', 'seven']] }]]),
  });
  test('a missing stanza is told', () => {
    expect(problems).toContain('[vendor:log] REPORT-a is not used: transforms.conf has no [gone].');
  });
  test('a time-based table is told, as it would give rows of any time', () => {
    expect(problems).toContain('[vendor:log] LOOKUP-t is not used: a time-based lookup is not supported here.');
    expect(problems).toHaveLength(2);
    expect(event('id:7').has('holder')).toBe(false);
  });
  test('names out of the text, several values, columns of a field, tables', () => {
    const found = event('<user>bob<list>x,y<user>eve id:7');
    expect(found.get('user')).toBe('bob');
    expect(found.get('one')).toBe('x');
    expect(found.get('two')).toBe('y');
    expect(found.get('id')).toBe('7');
    expect(found.get('state')).toBe('seven');
    expect(found.get('fresh')).toBe('seven');
    expect(event('id:1 id:2').get('id')).toEqual(['1', '2']);
    expect(event('id:1 id:2').get('kind')).toEqual(['an id', 'an id']);
  });
});

test('event types and tags, of calculated fields and of one another', () => {
  const { problems, event } = addOn({
    props: '[vendor:log]\nEVAL-action = if(result="ok","success","failure")\n',
    eventtypes:
      '[login]\nsearch = sourcetype=vendor:log action=*\n[bad_login]\nsearch = eventtype=login action=failure\n[m]\nsearch = `macro`\n',
    tags: '[eventtype=login]\nauthentication = enabled\nold = disabled\n[action=failure]\nfailed = enabled\n[user=a%20b]\nodd = enabled\n',
  });
  expect(problems).toEqual([
    '[m] search is not used: macros, pipes and subsearches have no place in an event type here.',
  ]);
  const bad = event('result=no user="a b"');
  expect(bad.get('eventtype')).toEqual(expect.arrayContaining(['login', 'bad_login']));
  expect(bad.get('tag')).toEqual(['authentication', 'failed', 'odd']);
  expect(bad.get('tag::eventtype')).toBe('authentication');
  expect(bad.get('tag::action')).toBe('failed');
  expect(event('result=ok').get('eventtype')).not.toContain('bad_login');
  expect(event('result=ok', 'unheard').get('tag')).toBeNull();
});
