import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { language } from '../../src/compile/compile.js';
import { type PlainEvent, type Row, search } from '../../src/index.js';
import { printExpression, printPipeline } from '../../src/syntax/printer.js';
import { expressions, pipelines } from './arbitrary-syntax.js';

const names = ['a', 'b', 'c', '_time', '_raw'] as const;

const scalar = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
  fc.constantFrom(
    '',
    '0',
    '1',
    '01',
    '1.0',
    'x',
    'X',
    'x y',
    '*',
    '10.0.0.1',
    'nan',
    'true',
    '😀',
    'é',
    '{"a":1}',
    'a,b',
  ),
  fc.string({ maxLength: 6 }),
);
const event: fc.Arbitrary<PlainEvent> = fc
  .array(
    fc.tuple(fc.constantFrom(...names), fc.oneof({ weight: 5, arbitrary: scalar }, fc.array(scalar, { maxLength: 3 }))),
    {
      maxLength: 5,
    },
  )
  .map((fields) => Object.fromEntries(fields));
const events = fc.array(event, { maxLength: 12 });

/** Rows of a search that must be accepted. */
async function rowsOf(spl: string, given: readonly PlainEvent[]): Promise<Row[]> {
  const { rows, diagnostics } = await search(spl, given, { now: 1_700_000_000 });
  const errors = diagnostics.filter((each) => each.severity === 'error').map((each) => each.message);
  expect(errors, spl).toEqual([]);
  return rows;
}

/** Events with a number of their own, so that rows can be told apart. */
const numbered = (given: readonly PlainEvent[]): PlainEvent[] => given.map((each, id) => ({ ...each, id }));
const ids = (rows: readonly Row[]): number[] => rows.map((row) => Number(row.id));
const all = (given: readonly PlainEvent[]): number[] => given.map((_, id) => id);

/** Operands and operators whose kinds fit, so that Splunk's checks accept the condition. */
const operand = fc.constantFrom(
  'a',
  'b',
  'c',
  '1',
  '"x"',
  'len(a)',
  'mvcount(b)',
  'lower(c)',
  'a+b',
  'a.b',
  'tonumber(a)',
  'absent',
);
const condition: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(fc.constantFrom('a', 'b', 'c', 'absent'), fc.constantFrom('=', '!=', '<', '>='), operand)
      .map((parts) => parts.join(' ')),
    fc.constantFrom(
      'isnull(a)',
      'isnotnull(b)',
      'like(a,"x%")',
      'match(b,"^1")',
      'a IN ("x",1)',
      'cidrmatch("10.0.0.0/8",c)',
      'true()',
    ),
    tie('any').map((inner) => `NOT (${inner})`),
    fc.tuple(tie('any'), fc.constantFrom('AND', 'OR', 'XOR'), tie('any')).map(([l, op, r]) => `(${l}) ${op} (${r})`),
  ),
})).any;

const value: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    operand,
    fc.tuple(tie('any'), fc.constantFrom('.'), tie('any')).map(([l, op, r]) => `(${l} ${op} ${r})`),
    fc.tuple(condition, tie('any'), tie('any')).map(([test, yes, no]) => `if(${test}, ${yes}, ${no})`),
    fc
      .tuple(fc.constantFrom('coalesce', 'mvappend', 'max', 'min'), tie('any'), tie('any'))
      .map(([name, l, r]) => `${name}(${l}, ${r})`),
    fc
      .tuple(
        fc.constantFrom('lower', 'len', 'tostring', 'mvdedup', 'mvsort', 'trim', 'typeof', 'md5', 'mvcount'),
        tie('any'),
      )
      .map(([name, x]) => `${name}(${x})`),
    fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('+', '-', '*', '/', '%'), fc.constantFrom('b', '2', '0'))
      .map((parts) => parts.join(' ')),
  ),
})).any;

const runs = { numRuns: 100 };

describe('the engine', () => {
  test('takes any pipeline over any events', async () => {
    await fc.assert(
      fc.asyncProperty(pipelines, events, async (tree, given) => {
        const spl = printPipeline({ ...tree, leadingPipe: false }, language);
        const { rows, diagnostics } = await search(spl, given, { now: 1_700_000_000 });
        if (diagnostics.some((each) => each.severity === 'error')) expect(rows).toEqual([]);
      }),
      runs,
    );
  });

  test('evaluates any expression it accepts', async () => {
    await fc.assert(
      fc.asyncProperty(expressions, events, async (tree, given) => {
        const text = printExpression(tree, language);
        const { rows, diagnostics } = await search(`eval r=${text}`, given, { now: 1_700_000_000 });
        const refused = diagnostics.some((each) => each.severity === 'error');
        expect(rows.length).toBe(refused ? 0 : given.length);
      }),
      runs,
    );
  });

  test('evaluates every well-typed expression', async () => {
    await fc.assert(
      fc.asyncProperty(value, events, async (text, given) => {
        expect((await rowsOf(`eval r=${text}`, given)).length).toBe(given.length);
      }),
      runs,
    );
  });

  test('a condition and its negation divide the rows', async () => {
    await fc.assert(
      fc.asyncProperty(condition, events, async (text, given) => {
        const rows = numbered(given);
        const kept = ids(await rowsOf(`where ${text}`, rows));
        const others = ids(await rowsOf(`where NOT (${text})`, rows));
        const null_ = ids(await rowsOf(`where isnull(if(${text}, 1, if(NOT (${text}), 0, null())))`, rows));
        expect([...kept, ...others, ...null_].sort((x, y) => x - y)).toEqual(all(given));
      }),
      runs,
    );
  });

  test('head gives a prefix and tail the rest turned round', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.nat(14), async (given, count) => {
        const rows = numbered(given);
        expect(ids(await rowsOf(`head ${count}`, rows))).toEqual(all(given).slice(0, count));
        expect(ids(await rowsOf(`tail ${count}`, rows))).toEqual(all(given).reverse().slice(0, count));
      }),
      runs,
    );
  });

  test('the counts of groups add up to the values of the field', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (given) => {
        const grouped = await rowsOf('stats count by a', given);
        const counted = await rowsOf('eval n=coalesce(mvcount(a), 0) | stats sum(n) as n', given);
        const total = grouped.reduce((sum, row) => sum + Number(row.count), 0);
        expect(total).toBe(Number(counted[0]?.n ?? 0));
        expect(new Set(grouped.map((row) => row.a)).size).toBe(grouped.length);
      }),
      runs,
    );
  });

  test('sort only changes the order, and sorting again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.constantFrom('a', '-a', 'num(a), -b', 'str(c)', '-ip(a), b'), async (given, keys) => {
        const rows = numbered(given);
        const once = ids(await rowsOf(`sort 0 ${keys}`, rows));
        expect([...once].sort((x, y) => x - y)).toEqual(all(given));
        expect(ids(await rowsOf(`sort 0 ${keys} | sort 0 ${keys}`, rows))).toEqual(once);
      }),
      runs,
    );
  });

  test('dedup keeps the first row of each value', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ a: fc.constantFrom('x', 'X', 'y', '1', '1.0') }), { maxLength: 12 }),
        async (given) => {
          const first = new Map<string, number>();
          for (const [id, each] of given.entries()) if (!first.has(each.a)) first.set(each.a, id);
          expect(ids(await rowsOf('dedup a', numbered(given)))).toEqual([...first.values()]);
        },
      ),
      runs,
    );
  });
});
