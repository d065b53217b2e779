import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../../src/api/options.js';
import { prepare } from '../../../../src/api/run.js';
import { Catalog } from '../../../../src/content/catalog.js';
import { compileSearchTerms } from '../../../../src/exec/compile-search.js';
import { plainContext } from '../../../../src/exec/plain-environment.js';
import { ConditionIndex, type IndexedCondition } from '../../../../src/exec/rule-index/condition-index.js';
import type { PartialRow } from '../../../../src/exec/rule-index/known-terms.js';
import { sourceFilters } from '../../../../src/exec/rule-index/source-filters.js';
import { createSource } from '../../../../src/source/source.js';
import { Event } from '../../../../src/values/event.js';
import { multivalue, type Value } from '../../../../src/values/value.js';

const { settings } = readSettings({ now: 1_767_225_600 });
const catalog = new Catalog();
const environment = {
  semantics: settings.semantics,
  subsearch() {
    throw new Error('There is no subsearch.');
  },
};

function conditionOf(spl: string): IndexedCondition {
  const { plan } = prepare(createSource('<test>', spl), catalog, settings, 'search');
  const expressions = [...sourceFilters(plan!).values()].flat().map(({ condition }) => condition.expression);
  return { expressions, context: plainContext(settings), keyOf: (field) => field };
}

type Fields = Readonly<Record<string, Value>>;

function rowOf(fields: Fields, ask: (field: string) => void = () => {}): Event {
  return Event.over({
    get(field) {
      ask(field);
      return fields[field] ?? null;
    },
    fieldNames: () => Object.keys(fields),
    otherNames(field) {
      ask(field);
      return field === 'sourcetype' && fields.sourcetype === 'x' ? names : [];
    },
  });
}

const names = ['y', 'z'];

/** A row that has these fields only, and says nothing right once it was asked for another one. */
function partial(fields: Fields, known: readonly string[]): PartialRow {
  let further = false;
  const row = rowOf(fields, (field) => {
    further ||= !known.includes(field);
  });
  return {
    row: Event.over({
      get(field) {
        const own = row.get(field);
        return further ? 'nonsense' : own;
      },
      fieldNames: () => [],
      otherNames: (field) => row.otherNames(field),
    }),
    askedFurther: () => further,
  };
}

function matches(index: ConditionIndex, row: Event, by: Parameters<ConditionIndex['match']>[1]): number[] {
  const count = index.match(row, by);
  return [...index.matches.subarray(0, count)].sort((a, b) => a - b);
}

const field = fc.constantFrom('kind', 'code', 'a', 'b');
const written = fc.constantFrom('1', '4688', 'cmd.exe', '*cmd*', '*', 'A', '""', '10.0.0.0/8', '"a&amp;b"');
const term = fc.oneof(
  fc.tuple(field, fc.constantFrom('=', '=', '!=', '>='), written).map((parts) => parts.join('')),
  fc.tuple(field, fc.array(written, { minLength: 1, maxLength: 3 })).map(([name, list]) => `${name} IN (${list})`),
  fc.constantFrom('sourcetype=y', 'sourcetype=q*', 'sourcetype!=y'),
  fc.constantFrom('*', 'cmd', 'NOT cmd.exe'),
);
const search: fc.Arbitrary<string> = fc.oneof(
  term,
  fc.tuple(term, term).map(([a, b]) => `${a} ${b}`),
  fc.tuple(term, term, term).map(([a, b, c]) => `${a} (${b} OR NOT ${c})`),
  fc.tuple(term, term, term, term).map(([a, b, c, d]) => `(${a} ${b}) OR (${c} ${d})`),
  fc.array(term, { minLength: 34, maxLength: 40 }).map((terms) => `a=cmd.exe (${terms.join(' OR ')})`),
);
const value = fc.constantFrom<Value>(null, '1', 1, 0, -0, '4688', 4688, 'CMD.EXE', 'x cmd y', '10.1.2.3', 'a', '');
const fields = fc.record({
  kind: value,
  code: value,
  a: fc.oneof(value, fc.constant(multivalue(['a', 'cmd.exe']))),
  b: value,
  sourcetype: fc.constantFrom<Value>('x', 'y', null),
  _raw: fc.constantFrom<Value>('run cmd.exe', 'nothing'),
});

describe('conditions of rows of which some fields are known', () => {
  test('hold for the same rows as they do for any', () => {
    let held = 0;
    let spared = 0;
    fc.assert(
      fc.property(
        fc.array(search, { minLength: 1, maxLength: 8 }),
        fc.array(fields, { minLength: 1, maxLength: 12 }),
        fc.subarray(['kind', 'code', 'a']),
        (searches, rows, known) => {
          const conditions = searches.map(conditionOf);
          const index = new ConditionIndex(conditions, { raw: true });
          for (const [at, each] of rows.entries()) {
            const sample = rows.slice(0, at).map((one) => rowOf(one));
            const byKind = index.indexFor(() => partial(each, known), sample);
            const row = rowOf(each);
            const expected = searches.flatMap((_, number) => {
              const { expressions, context } = conditions[number]!;
              return expressions.every((one) => compileSearchTerms(one, environment)(row, context)) ? [number] : [];
            });
            expect(matches(index, row, index.general)).toEqual(expected);
            expect(matches(index, row, byKind)).toEqual(expected);
            held += expected.length;
            spared += byKind.candidates(row).count < index.general.candidates(row).count ? 1 : 0;
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(held).toBeGreaterThan(1_000);
    expect(spared).toBeGreaterThan(100);
  });

  test('are worked out once for kinds that agree in what is asked', () => {
    const asked: string[] = [];
    const condition = conditionOf('kind=1 code=4688 a=*cmd*');
    const keyOf = (name: string): string => {
      asked.push(name);
      return name;
    };
    const index = new ConditionIndex([{ ...condition, keyOf }], { raw: true });
    const indexOf = (fields: Fields) => index.indexFor(() => partial(fields, ['kind', 'code']));
    expect(indexOf({ kind: '1', code: '4688' }).isEmpty).toBe(false);
    expect(indexOf({ kind: '1', code: '1' }).isEmpty).toBe(true);
    const before = asked.length;
    expect(indexOf({ kind: '1', code: 4688 }).isEmpty).toBe(false);
    for (const code of ['2', '3', null]) expect(indexOf({ kind: '1', code }).isEmpty).toBe(true);
    expect(asked.length).toBe(before);
  });
});
