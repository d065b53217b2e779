import { describe, expect, test } from 'vitest';
import type { JsonObject, RawEvent } from '../../../src/events/raw-event.js';
import { plainContext } from '../../../src/exec/plain-environment.js';
import { compileDataModels, lineageOf, resolveDataSetField } from '../../../src/knowledge/compile-data-model.js';
import { compileSources } from '../../../src/knowledge/compile-source.js';
import { loadDataModels } from '../../../src/knowledge/data-model.js';
import { DataSetRows } from '../../../src/knowledge/data-set-rows.js';
import type { KnowledgeCompiler } from '../../../src/knowledge/knowledge-compiler.js';
import { loadSourceDefinitions } from '../../../src/knowledge/load-source-definitions.js';
import { Normaliser } from '../../../src/knowledge/normalise.js';
import { defaultLimits } from '../../../src/values/limits.js';
import { defaultSemantics } from '../../../src/values/semantics.js';
import { valuesOf } from '../../../src/values/value.js';

/** A language of its own, so that what is tested is the order of evaluation and nothing else: `a=b c=*`; `"text"`, `upper(f)`, `f`. */
const compiler: KnowledgeCompiler = {
  expression(text) {
    if (text.startsWith('!')) return { ok: false, detail: 'broken' };
    if (text.startsWith('"')) return { ok: true, run: () => text.slice(1, -1) };
    const call = /^upper\((\w+)\)$/.exec(text);
    if (call !== null) {
      return {
        ok: true,
        run: (event) => {
          const value = event.get(call[1]!);
          return value === null ? null : String(value).toUpperCase();
        },
      };
    }
    return { ok: true, run: (event) => event.get(text) };
  },
  search(text) {
    const terms = text.split(' ').map((term) => term.split('=') as [string, string]);
    return {
      ok: true,
      run: terms.map(([field, wanted]) => ({
        fields: [field],
        run: (event) => valuesOf(event.get(field)).some((value) => wanted === '*' || value === wanted),
      })),
    };
  },
  matches: () => ({ ok: false, detail: 'not used here' }),
  pattern(text) {
    const regex = new RegExp(text);
    return { ok: true, run: (subject) => (regex.test(subject) ? [] : null) };
  },
};

const context = plainContext({
  now: 0,
  timeZone: 'UTC',
  limits: defaultLimits,
  semantics: defaultSemantics,
});

function raw(fields: JsonObject, sourcetype?: string, text = JSON.stringify(fields)): RawEvent {
  return {
    raw: text,
    time: 1_700_000_000,
    timeInherited: false,
    host: 'h1',
    source: undefined,
    sourcetype,
    index: 'main',
    fields,
    fieldsCoverRaw: true,
    format: 'json',
    origin: { file: 'f', line: 1, offset: 0 },
  };
}

const sources = loadSourceDefinitions([
  {
    name: 'a.yml',
    data: {
      sources: [
        {
          id: 'base',
          match: {
            sourcetype: ['vendor:*'],
            condition: 'kind=*',
            eventtypes: ['vendor'],
            assign: { source: 'vendor-log' },
          },
          aliases: { user: 'account', code: 'id' },
          evals: { dest: 'machine', upper_user: 'upper(user)', gone: 'nothing', sees_no_eval: 'upper(dest)' },
          enumerations: {
            signature: { from: 'id', values: { 1: 'one', 2: 'two' } },
            action: { from: 'result', values: { ok: 'success' }, default: 'unknown', mode: 'fill' },
          },
          tags: ['base-tag'],
        },
        {
          id: 'login',
          extends: ['base'],
          match: { sourcetype: ['vendor:*'], condition: 'kind=login' },
          evals: { signature: '"login"' },
          tags: ['authentication'],
          conditional_tags: [{ condition: 'user=root', tags: ['privileged'] }],
        },
        {
          id: 'other',
          match: { sourcetype: ['vendor:*'], condition: 'id=2' },
          evals: { signature: '"other"', only_other: '"x"' },
          tables: [
            {
              keys: ['kind', 'id'],
              wildcard: true,
              rows: [{ when: { kind: ['log*'], id: ['1', '2'] }, set: { category: 'c' } }],
            },
          ],
          tags: ['extra'],
        },
      ],
    },
  },
]);
const compiled = compileSources(sources.definitions, compiler, context);
const normaliser = new Normaliser(compiled, context);
const login = { kind: 'login', id: 2, account: 'root', machine: 'srv', gone: 'raw', result: 'ok' };

describe('mapping', () => {
  const event = normaliser.normalise(raw(login, 'Vendor:A'));
  test('nothing to report', () => {
    expect(sources.diagnostics).toEqual([]);
    expect(compiled.diagnostics).toEqual([]);
  });
  test('ancestors of a match are left out, several may remain', () => {
    expect(event.sources).toEqual(['login', 'other']);
    expect(normaliser.normalise(raw({ kind: 'x' }, 'vendor:b')).sources).toEqual(['base']);
    expect(normaliser.normalise(raw({ kind: 'x' }, 'else')).sources).toEqual([]);
  });
  test.each([
    ['user', 'root', 'alias of an ancestor'],
    ['account', 'root', 'the raw field stays'],
    ['upper_user', 'ROOT', 'an expression sees aliases'],
    ['sees_no_eval', null, "but no other expression's result"],
    ['gone', null, 'a null result removes'],
    [
      'signature',
      'login',
      "the definition itself wins over its ancestor's translation, and the longer chain over others",
    ],
    ['action', 'success', 'filled'],
    ['only_other', 'x', 'definitions add up'],
    ['category', 'c', 'table'],
    ['source', 'vendor-log', 'assigned'],
    ['kind', 'login', 'untouched'],
    ['id', '2', 'numbers are text'],
  ] as [string, string | null, string][])('%s is %s: %s', (field, value) => {
    expect(event.event.get(field)).toBe(value);
  });
  test('translation without a descendant, default of a fill', () => {
    const other = normaliser.normalise(raw({ kind: 'x', id: 1, result: '?' }, 'vendor:b')).event;
    expect(other.get('signature')).toBe('one');
    expect(other.get('action')).toBe('unknown');
    expect(normaliser.normalise(raw({ kind: 'x', result: 'ok', action: 'own' }, 'vendor:b')).event.get('action')).toBe(
      'own',
    );
  });
  test('event types: listed ones, inherited, and the definitions themselves', () => {
    expect(event.event.get('eventtype')).toEqual(['vendor', 'login', 'base', 'other']);
  });
  test('tags of all matches, not of ancestors; conditional ones', () => {
    expect([...event.tags].sort()).toEqual(['authentication', 'extra', 'privileged']);
    expect(event.event.get('tag')).toEqual(['authentication', 'extra', 'privileged']);
  });
  test('all names, each once', () => {
    const names = event.event.fieldNames();
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['user', 'signature', 'kind', '_raw', 'tag']));
    expect(names).not.toContain('gone');
  });
  test('what does not compile is reported and left out', () => {
    const broken = loadSourceDefinitions([
      {
        name: 'b',
        data: {
          sources: [
            { id: 'b', evals: { x: '!' }, tagz: [], match: { sourcetype: 3 } },
            { id: 'c', extends: 'c' },
          ],
        },
      },
    ]);
    expect(broken.diagnostics.map((each) => each.code).sort()).toEqual(['knowledge-cycle', 'knowledge-unknown-key']);
    expect(
      compileSources(broken.definitions, compiler, context, { everything: true }).diagnostics.map(
        (each) => each.message,
      ),
    ).toEqual(['b.evals.x cannot be used: broken']);
  });
});

describe('data sets', () => {
  const loaded = loadDataModels([
    {
      name: 'm.yml',
      data: {
        name: 'Auth',
        datasets: {
          All: {
            tags: ['authentication'],
            fields: {
              app: { type: 'string', calculation: 'sourcetype' },
              shout: { type: 'string', calculation: 'upper(app)' },
              early: { type: 'string', calculation: 'upper(zlate)' },
              signature: { default: 'unknown' },
              reason: { default: 'unknown' },
              user: {},
              zlate: { calculation: '"z"' },
            },
          },
          Success: { parent: 'All', filter: 'action=success', fields: { extra: {} } },
          Failure: { parent: 'All', filter: 'action=failure' },
        },
      },
    },
  ]);
  // `action` is no field of the model above, so the filter needs it there.
  const models = compileDataModels(loaded.models.values(), compiler);
  const rows = (fields: JsonObject, sourcetype = 'vendor:a') =>
    new DataSetRows(normaliser.normalise(raw(fields, sourcetype)), models, context);

  test('membership by tags', () => {
    expect(loaded.diagnostics).toEqual([]);
    expect(rows(login).row('Auth.All')).not.toBeNull();
    expect(rows({ kind: 'x' }).row('Auth.All')).toBeNull();
    expect(rows(login).row('Auth.Failure')).toBeNull();
    expect(rows(login).row('No.Such')).toBeNull();
  });
  test('calculations see the fields before them, defaults fill', () => {
    const row = rows(login).row('Auth.All')!;
    expect(row.get('app')).toBe('vendor:a');
    expect(row.get('shout')).toBe('VENDOR:A');
    expect(row.get('early')).toBeNull();
    expect(row.get('zlate')).toBe('z');
    expect(row.get('reason')).toBe('unknown');
    expect(row.get('user')).toBe('root');
    expect(row.get('account')).toBeNull();
    expect(row.get('host')).toBe('h1');
  });
  test('an event may name its data set or bring its tags', () => {
    expect(rows({ _cim: 'auth.all', user: 'u' }, 'any').row('Auth.All')?.get('user')).toBe('u');
    expect(rows({ _cim: ['Auth.Success'] }, 'any').row('Auth.All')).not.toBeNull();
    expect(rows({ tag: ['authentication'] }, 'any').row('Auth.All')).not.toBeNull();
  });
  test('written names', () => {
    const success = models.datasets.get('Auth.Success')!;
    expect(resolveDataSetField(success, 'all.user')?.name).toBe('user');
    expect(resolveDataSetField(success, 'Success.extra')?.name).toBe('extra');
    expect(resolveDataSetField(success, 'Other.user')).toBeUndefined();
    expect(lineageOf(success, 'extra')).toBe('All.Success');
    expect(lineageOf(success, 'user')).toBe('All');
    expect(lineageOf(success, 'nothing')).toBeUndefined();
  });
});
