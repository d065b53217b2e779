import { describe, expect, test } from 'vitest';
import { language } from '../../../src/compile/compile.js';
import type { JsonObject, RawEvent } from '../../../src/events/raw-event.js';
import { compileSearchTerms } from '../../../src/exec/compile-search.js';
import { plainContext } from '../../../src/exec/plain-environment.js';
import { scalarRegistry } from '../../../src/functions/scalar/index.js';
import { compileDataModels } from '../../../src/knowledge/compile-data-model.js';
import { compileSources } from '../../../src/knowledge/compile-source.js';
import { loadDataModels } from '../../../src/knowledge/data-model.js';
import { createDatasetViews } from '../../../src/knowledge/data-set-views.js';
import type { KnowledgeCompiler } from '../../../src/knowledge/knowledge-compiler.js';
import { loadSourceDefinitions } from '../../../src/knowledge/load-source-definitions.js';
import { Normaliser } from '../../../src/knowledge/normalise.js';
import { createKnowledgeCompiler } from '../../../src/knowledge/spl-compiler.js';
import { createRegexCompiler } from '../../../src/regex/regex-compiler.js';
import { createSource } from '../../../src/source/source.js';
import { Event } from '../../../src/values/event.js';
import { defaultLimits } from '../../../src/values/limits.js';
import { defaultSemantics } from '../../../src/values/semantics.js';

const context = plainContext({
  now: 0,
  timeZone: 'UTC',
  limits: defaultLimits,
  semantics: defaultSemantics,
});
const engine = createKnowledgeCompiler({
  language,
  functions: scalarRegistry,
  regex: createRegexCompiler(),
  semantics: defaultSemantics,
});

/** The engine's compiler, counting how often something of a definition runs. */
function counting(): { compiler: KnowledgeCompiler; runs: Map<string, number> } {
  const runs = new Map<string, number>();
  const count = (text: string) => runs.set(text, (runs.get(text) ?? 0) + 1);
  const compiler: KnowledgeCompiler = {
    ...engine,
    expression(text, name) {
      const compiled = engine.expression(text, name);
      if (!compiled.ok) return compiled;
      return {
        ok: true,
        run: (event, cx) => {
          count(text);
          return compiled.run(event, cx);
        },
      };
    },
    pattern(text, name) {
      const compiled = engine.pattern(text, name);
      if (!compiled.ok) return compiled;
      return {
        ok: true,
        run: (subject) => {
          count(text);
          return compiled.run(subject);
        },
      };
    },
  };
  return { compiler, runs };
}

const holds = (term: string, target: Event): boolean => {
  const { tree } = language.parseSearchExpression(createSource('t', term));
  return compileSearchTerms(tree!, { semantics: defaultSemantics, subsearch: () => () => false })(target, context);
};

function raw(text: string, sourcetype: string, fields?: JsonObject): RawEvent {
  return {
    raw: text,
    time: 5,
    timeInherited: false,
    host: 'h',
    source: 's',
    sourcetype,
    index: 'main',
    fields,
    fieldsCoverRaw: false,
    format: 'text',
    origin: { file: 'f', line: 1, offset: 0 },
  };
}

const modelFile = {
  name: 'm.yml',
  data: {
    name: 'Acts',
    datasets: {
      All_Acts: {
        tags: ['act'],
        fields: { user: { default: 'unknown' }, action: {}, loud: { calculation: 'upper(user)' } },
      },
      Logins: { parent: 'All_Acts', filter: 'action=login', fields: { door: { default: 'front' } } },
      Ports: {
        tags: ['port'],
        expand: { evals: { pair: 'mvzip(proto,port,"/")' }, field: 'pair' },
        fields: { user: {}, pair: {} },
      },
    },
  },
};

function setUp() {
  const { compiler, runs } = counting();
  const loaded = loadSourceDefinitions([
    {
      name: 's.yml',
      data: {
        sources: [
          {
            id: 'door',
            match: { sourcetype: ['door'] },
            extraction: { kind: 'regex', pattern: '(?<who>\\w+) does (?<action>\\w+)' },
            evals: { user: 'lower(who)', never: 'upper(who)' },
            tags: ['act'],
          },
          {
            id: 'xml',
            match: { sourcetype: ['xml'], format: 'win-xml' },
            extraction: { kind: 'win-xml' },
            aliases: { user: 'CommandLine' },
            tags: ['act'],
          },
          { id: 'net', match: { sourcetype: ['net'] }, extraction: { kind: 'json' }, tags: ['act', 'port'] },
        ],
      },
    },
  ]);
  const models = loadDataModels([modelFile]);
  const compiledModels = compileDataModels(models.models.values(), compiler);
  expect([...loaded.diagnostics, ...models.diagnostics]).toEqual([]);
  const normaliser = new Normaliser(compileSources(loaded.definitions, compiler, context), context);
  return { runs, normaliser, views: createDatasetViews(() => compiledModels, context) };
}

describe('views', () => {
  const { normaliser, views } = setUp();
  const acts = views.view('acts', 'ALL_ACTS')!;
  const event = (text: string) => normaliser.normalise(raw(text, 'door')).event;

  test('rows with defaults and calculations, under keys', () => {
    const [row] = acts.members(event('Bob does login'), false);
    expect(row?.get(acts.keyOf('all_acts.user'))).toBe('bob');
    expect(row?.get(acts.keyOf('All_Acts.loud'))).toBe('BOB');
    expect(row?.get('_time')).toBe(5);
    expect(row?.get('who')).toBeNull();
    expect(acts.members(event('Bob does login'), true)[0]?.get('who')).toBe('Bob');
    expect(acts.writtenName('user')).toBe('All_Acts.user');
  });
  test('a field needs its data set in front, metadata does not', () => {
    const [row] = acts.members(event('Bob does login'), false);
    expect(row?.get(acts.keyOf('user'))).toBeNull();
    expect(acts.writtenName(acts.keyOf('user'))).toBe('user');
    expect(row?.get(acts.keyOf('sourcetype'))).toBe('door');
    expect(row?.get(acts.keyOf('All_Acts.no_such'))).toBeNull();
  });
  test('node names and fields of children', () => {
    const [login] = acts.members(event('Bob does login'), false);
    const [other] = acts.members(event('Bob does else'), false);
    expect(login?.get('nodename')).toEqual(['All_Acts', 'All_Acts.Logins']);
    expect(other?.get('nodename')).toBe('All_Acts');
    const key = acts.keyOf('All_Acts.Logins.door');
    expect(login?.get(key)).toBe('front');
    expect(other?.get(key)).toBeNull();
    expect(acts.writtenName(key)).toBe('All_Acts.Logins.door');
    expect(views.view('Acts', 'Logins')!.members(event('Bob does else'), false)).toEqual([]);
  });
  test('a model alone: a row of each root, each with its own fields', () => {
    const model = views.view('Acts', undefined)!;
    const key = model.keyOf('ports.user');
    const own = model.keyOf('All_Acts.user');
    const rows = model.members(normaliser.normalise(raw('{"user":"eve"}', 'net')).event, false);
    expect(rows.map((row) => [row.get(own), row.get(key)])).toEqual([
      ['eve', null],
      [null, 'eve'],
    ]);
    expect(rows[1]?.fieldNames()).toContain('Ports.user');
  });
  test('one row for each value of an expanded field', () => {
    const ports = views.view('Acts', 'Ports')!;
    const rows = ports.members(
      normaliser.normalise(raw('{"proto":["tcp","udp"],"port":[1,2]}', 'net', { proto: 'x' })).event,
      false,
    );
    expect(rows).toHaveLength(1);
    const many = ports.members(
      Event.of([
        ['tag', 'port'],
        ['proto', ['tcp', 'udp']],
        ['port', ['1', '2']],
      ]),
      false,
    );
    expect(many.map((row) => row.get('pair'))).toEqual(['tcp/1', 'udp/2']);
  });
  test('nothing of that name', () => {
    expect(views.view('Acts', 'None')).toBeUndefined();
    expect(views.view('None', undefined)).toBeUndefined();
  });
});

describe('work', () => {
  test('metadata needs no extraction, and only what is asked for is calculated, once', () => {
    const { runs, normaliser, views } = setUp();
    const { event } = normaliser.normalise(raw('Bob does login', 'door'));
    expect(event.get('sourcetype')).toBe('door');
    expect(event.get('_raw')).toBe('Bob does login');
    expect([...runs]).toEqual([]);
    const all = views.view('Acts', 'All_Acts')!;
    for (let asked = 0; asked < 5; asked++) {
      for (const row of all.members(event, false)) expect(row.get('loud')).toBe('BOB');
      expect(event.get('user')).toBe('bob');
    }
    expect(Object.fromEntries(runs)).toEqual({
      '(?<who>\\w+) does (?<action>\\w+)': 1,
      'lower(who)': 1,
      'upper(user)': 1,
    });
  });
});

test('a term with entities finds XML as it is written, through mappings and data sets; values stay decoded', () => {
  const { normaliser, views } = setUp();
  const text =
    "<Event><System><EventID>1</EventID><Channel>c</Channel></System><EventData><Data Name='CommandLine'>a 2&gt;&amp;1</Data></EventData></Event>";
  const { event } = normaliser.normalise(raw(text, 'xml'));
  const acts = views.view('Acts', 'All_Acts')!;
  const [row] = acts.members(event, false);
  expect(event.get('user')).toBe('a 2>&1');
  expect(row?.get('user')).toBe('a 2>&1');
  for (const target of [event, row!]) {
    expect(holds('user="*2>&1*"', target)).toBe(true);
    expect(holds('user="*2&gt;&amp;1*"', target)).toBe(true);
    expect(holds('user IN ("x", "*2&gt;&amp;1*")', target)).toBe(true);
    expect(holds('user="*2&lt;*"', target)).toBe(false);
  }
});

test('an event that does not say its index is found in any but those that Splunk writes itself', () => {
  const { normaliser } = setUp();
  const { event } = normaliser.normalise({ ...raw('Bob does login', 'door'), index: undefined });
  expect(holds('index=wineventlog', event)).toBe(true);
  expect(holds('index IN (risk, other)', event)).toBe(true);
  expect(holds('index=*', event)).toBe(true);
  expect(holds('index=risk', event)).toBe(false);
  expect(holds('index=_audit', event)).toBe(false);
  expect(event.get('index')).toBeNull();
  const stated = normaliser.normalise(raw('Bob does login', 'door')).event;
  expect(holds('index=main', stated)).toBe(true);
  expect(holds('index=wineventlog', stated)).toBe(false);
  expect(holds('sourcetype=DOOR eventtype=door', stated)).toBe(true);
});
