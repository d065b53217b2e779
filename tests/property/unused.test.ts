import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../src/api/columns.js';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { eventOf, type PlainEvent, rowOf } from '../../src/api/plain-events.js';
import { createContext, prepare } from '../../src/api/run.js';
import type { SearchRequest } from '../../src/api/run-searches.js';
import { language } from '../../src/compile/compile.js';
import { Catalog } from '../../src/content/catalog.js';
import { executePlan } from '../../src/exec/execute.js';
import { createMemoryLookups } from '../../src/exec/lookups/memory-lookups.js';
import { createMemorySources } from '../../src/exec/memory-sources.js';
import type { PlanObserver } from '../../src/exec/plan-observer.js';
import type { Plan } from '../../src/plan/plan.js';
import { withoutUnused } from '../../src/plan/unused/without-unused.js';
import { createSource } from '../../src/source/source.js';
import { printPipeline } from '../../src/syntax/printer.js';
import type { Event } from '../../src/values/event.js';
import { pipelines } from './arbitrary-syntax.js';
import { expectSame, rawOf } from './both-engines.js';

const catalog = new Catalog();

/** Limits so narrow that many searches have something to say of them. */
const narrow = {
  regexSubject: 8,
  listValues: 2,
  valueCharacters: 12,
  fieldValues: 2,
  heldRows: 14,
  addedRows: 30,
  appendRows: 8,
  sortRows: 9,
};
const { settings } = readSettings({ now: 1_767_225_600, limits: narrow });
const { settings: wide } = readSettings({ now: 1_767_225_600 });

const lookups = createMemoryLookups(
  {
    kinds: [
      { name: 'a', kind: 'good', other: 'b' },
      { name: 'b', kind: 'bad', other: '' },
      { name: '1', kind: 'bad', other: 'a' },
    ],
  },
  {},
);

/** A plan that is looked at runs every node by itself: groups that a later filter drops are held, and what is said of them is said. */
const lookingOn: PlanObserver = { after: (_node, rows) => rows };

/** All that can be seen of a run, the order of fields and of what is said included. */
async function outcome(plan: Plan, original: Plan, given: readonly PlainEvent[]) {
  const said: string[] = [];
  const context = createContext({
    catalog,
    settings,
    sources: createMemorySources({
      events: given.map(eventOf),
      dataModels: { 'Endpoint.Processes': given as Record<string, unknown>[] },
    }),
    lookups,
    report: ({ code, message }) => said.push(`${code} ${message}`),
  });
  const rows: Event[] = [];
  for await (const batch of executePlan(plan, context, lookingOn)) for (const row of batch) rows.push(row);
  return {
    rows: rows.map((row) => JSON.stringify(Object.entries(rowOf(row)))),
    columns: columnsOf(original.root, rows),
    said: said.sort(),
  };
}

const name = fc.constantFrom('a', 'b', 'c', 'd', 'n', '_time', 'P.a', 'P.b', 'Q.a', '_x');
const field = fc.oneof({ weight: 8, arbitrary: fc.constantFrom('a', 'b', 'c', 'n') }, name);
const literal = fc.constantFrom('a', 'b', '1', '20', 'a b');
const condition = fc.oneof(
  fc.tuple(field, fc.constantFrom('=', '!=', '<'), literal).map(([f, op, text]) => `'${f}'${op}"${text}"`),
  field.map((f) => `isnotnull('${f}')`),
  field.map((f) => `match('${f}', "^(a|b)+x?")`),
  fc.constantFrom('searchmatch("a=a OR n>3")', 'random() % 3 = 0', 'len(a)<3'),
);
const value = fc.oneof(
  field.map((f) => `'${f}'`),
  literal.map((text) => `"${text}"`),
  fc.tuple(field, field).map(([a, b]) => `'${a}'.'${b}'`),
  fc.tuple(field, field).map(([a, b]) => `'${a}' - '${b}'`),
  fc.tuple(field, field).map(([a, b]) => `coalesce('${a}', '${b}')`),
  fc.tuple(condition, field, field).map(([test, a, b]) => `if(${test}, '${a}', '${b}')`),
  field.map((f) => `len('${f}')`),
  field.map((f) => `mvcount('${f}')`),
  field.map((f) => `replace('${f}', "(a|b)+", "z")`),
  fc.constantFrom('random()', 'now()', 'mvappend(a, b, c)', 'round(n / 3, 60)', 'null()', 'mvmap(a, a."-")', 'time()'),
);
const aggregation = fc.oneof(
  fc
    .tuple(fc.constantFrom('count', 'dc', 'min', 'max', 'values', 'sum', 'latest', 'list', 'first', 'avg'), field, name)
    .map(([call, of, as]) => `${call}(${of}) as ${as}`),
  fc.constantFrom(
    'count',
    'count as n',
    'values(*) as *',
    'values(P.*) as *',
    'max(*) as P.*',
    'earliest(n)',
    'count(eval(a="a")) as c',
    'sum(eval(random())) as d',
    'values(eval(if(match(a, "^a+"), b, c))) as c',
    'sparkline(count)',
  ),
);
const aggregations = fc.array(aggregation, { minLength: 1, maxLength: 4 }).map((calls) => calls.join(' '));
const by = fc.uniqueArray(field, { maxLength: 2 }).map((names) => (names.length === 0 ? '' : ` by ${names.join(' ')}`));
const target = fc.oneof(field, fc.constantFrom('d', 'e'));
const pair = fc.tuple(name, name).map(([from, to]) => `${from} as ${to}`);

const makes = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(target, value).map(([to, from]) => `eval "${to}"=${from}`) },
  fc.tuple(target, value, target, value).map(([a, x, b, y]) => `eval "${a}"=${x}, "${b}"=${y}`),
  { weight: 3, arbitrary: fc.tuple(aggregations, by).map((parts) => `stats ${parts.join('')}`) },
  { weight: 2, arbitrary: fc.tuple(aggregations, by).map((parts) => `eventstats ${parts.join('')}`) },
  fc
    .tuple(aggregations, by, fc.constantFrom('', ' window=2', ' current=f', ' reset_after="n=1"'))
    .map(([calls, keys, option]) => `streamstats${option} ${calls}${keys}`),
  fc.array(pair, { minLength: 1, maxLength: 3 }).map((pairs) => `rename ${pairs.join(', ')}`),
  fc
    .constantFrom(
      'P.* as *',
      '* as P.*',
      'a* as n*',
      '*a as b*, P.* as *',
      '_* as i*',
      'P.* as *, a as b',
      'P.* as *, Q.* as *',
    )
    .map((pairs) => `rename ${pairs}`),
  fc.tuple(field, field).map(([a, b]) => `lookup kinds name as "${a}" OUTPUT kind as d, other as "${b}"`),
  fc.tuple(field, field).map(([a, b]) => `lookup kinds name as "${a}" OUTPUTNEW kind as "${b}"`),
  field.map((f) => `lookup kinds name as "${f}"`),
  field.map((f) => `rex field=${f} "(?<d>a+)(?<b>.*)"`),
  field.map((f) => `rex mode=sed field=${f} "s/a/bb/g"`),
  fc.tuple(field, target).map(([a, b]) => `convert ctime(${a}) as ${b} auto(n)`),
  fc.tuple(field, fc.constantFrom('ctime', 'num', 'rmcomma', 'mktime')).map(([f, call]) => `convert ${call}(${f})`),
  field.map((f) => `fillnull value=z ${f} d`),
  field.map((f) => `filldown ${f}`),
  field.map((f) => `makemv delim=" " ${f}`),
  fc.tuple(field, target).map(([a, b]) => `bin ${a} span=5 as ${b}`),
  field.map((f) => `accum ${f} as d`),
  field.map((f) => `delta ${f} as d`),
  fc.constantFrom(
    'fillnull',
    'fillnull value=z a* d',
    'convert ctime(*)',
    'convert num(a*) as b* none(ab)',
    'bin n bins=3',
    'addtotals',
    'addtotals row=t fieldname=d a n',
    'addinfo',
    'reltime',
    'rangemap field=n low=0-3 default=high',
    'strcat a "-" b d',
    'spath input=c path=k output=d',
    'spath input=c',
    'trendline sma2(n) as d wma3(n) as e',
    'autoregress n p=1-2',
    'replace a with "the letter a" in a, b',
    'eval {a}=n',
    'fieldformat n=n."!"',
    'foreach a* [eval d=coalesce(d, "<<FIELD>>")]',
    'mvcombine n',
    'tojson output_field=d',
  ),
);
const keeps = fc.oneof(
  { weight: 2, arbitrary: condition.map((test) => `where ${test}`) },
  fc.tuple(field, literal).map(([f, text]) => `search "${f}"="${text}"`),
  fc.constantFrom(
    'search a',
    'search *',
    'search [search n=1 | eval d=n | fields a, b]',
    'search earliest=1700000003',
    'sort 0 a - n',
    'sort n',
    'head 4',
    'head n<5',
    'tail 4',
    'reverse',
    'uniq',
    'mvexpand b',
    'dedup a keepevents=t',
    'dedup a b',
    'regex b="^a+x?"',
    'append [search n>2 | eval d=a | stats count values(d) as b by a]',
    'appendpipe [stats sum(n) as n list(a) as c by b]',
    'appendpipe [eval a=random() | where n>2]',
    'appendcols [search n>1 | eval d=n | fields b d]',
    'join a [search n>1 | eval d=len(b), e=b | stats values(d) as d max(n) as n count by a]',
    'join a [search n>1 | eval a=n - 0, d=len(b)]',
    'join n type=left [search n>1 | stats max(n) as n min(n) as d by b]',
    'join a usetime=t [search n>1 | eval _time=_time - 1, d=len(b)]',
    'join type=outer max=2 a b [search n>1 | eval d=len(b)]',
    'join [search n>1 | stats count by a]',
    'union [search n=1]',
    'set union [search n=1] [search a=a]',
    'map search="search a=$a$ n<3" maxsearches=3',
    'transaction a maxspan=2s',
    'outputlookup made.csv',
  ),
);
/** Drops fields, so that those before may be for nothing. */
const drops = fc.oneof(
  fc.uniqueArray(field, { minLength: 1, maxLength: 3 }).map((names) => `table ${names.map((f) => `"${f}"`).join(' ')}`),
  fc
    .uniqueArray(field, { minLength: 1, maxLength: 3 })
    .map((names) => `fields ${names.map((f) => `"${f}"`).join(', ')}`),
  fc.tuple(aggregations, by).map((parts) => `stats ${parts.join('')}`),
  fc.tuple(field, field).map(([a, b]) => `stats count by "${a}" "${b}"`),
  fc.constantFrom(
    'fields a*',
    'fields - a n',
    'table a* n',
    'table *',
    'top a by b',
    'rare n',
    'chart max(n) over a by b',
    'timechart span=2s count by a',
    'xyseries a b n',
    'return 2 a $n',
    'format',
    'fieldsummary',
    'transpose',
    'stats count',
    'untable a b c',
  ),
);
const start = fc.constantFrom(
  'search *',
  '| tstats count min(_time) as first values(P.a) as P.a from datamodel=Endpoint.Processes by Processes.b Processes.n',
  '| tstats count latest(Processes.a) as a values(Processes.c) as d from datamodel=Endpoint.Processes by Processes.b Processes.n | rename Processes.* as *',
  'search a=* | stats count min(n) as n values(c) as c list(b) as b by a',
  '| from datamodel Endpoint.Processes',
  '| multisearch [search n>1 | eval _time=_time - 4] [search a=a | eval d=n - 1]',
);
const searches = fc
  .tuple(
    start,
    fc.array(fc.oneof({ weight: 3, arbitrary: makes }, keeps), { maxLength: 4 }),
    drops,
    fc.array(fc.oneof(makes, keeps, drops), { maxLength: 3 }),
  )
  .map(([first, before, drop, after]) => [first, ...before, drop, ...after].join(' | '));

const text = fc.constantFrom('a', 'b', 'ab', 'a b', '1', '2', '20', 'x', '', '{"k": "a"}', 'abababababx', '1700000000');
const some = fc.oneof({ weight: 4, arbitrary: text }, fc.array(text, { minLength: 2, maxLength: 3 }));
const event = fc.record(
  { a: some, b: some, c: text, n: fc.constantFrom('1', '2', '3', '10', 'x'), _x: text, 'P.a': text, _raw: text },
  { requiredKeys: ['a'] },
);
const events = fc
  .array(event, { minLength: 3, maxLength: 20 })
  .map((list) => list.map((each, line): PlainEvent => ({ _time: 1_700_000_000 + line, ...each })));

describe('a plan without what nobody asks for', () => {
  test('gives the same rows and columns and says the same', async () => {
    let changed = 0;
    let rows = 0;
    let notes = 0;
    await fc.assert(
      fc.asyncProperty(searches, events, async (spl, given) => {
        const { plan } = prepare(createSource('<test>', spl), catalog, settings, 'search');
        if (plan === undefined) return;
        const less = withoutUnused(plan);
        if (less === plan) return;
        changed++;
        expect(withoutUnused(less), spl).toBe(less);
        const whole = await outcome(plan, plan, given);
        rows += whole.rows.length;
        notes += whole.said.length;
        expect(await outcome(less, plan, given), spl).toEqual(whole);
      }),
      { numRuns: 4_000 },
    );
    expect(changed).toBeGreaterThan(1_000);
    expect(rows).toBeGreaterThan(500);
    expect(notes).toBeGreaterThan(50);
  });

  test('does so whatever the search', async () => {
    await fc.assert(
      fc.asyncProperty(pipelines, drops, events, async (tree, drop, given) => {
        const spl = `${printPipeline({ ...tree, leadingPipe: false }, language)} | ${drop}`;
        const { plan } = prepare(createSource('<test>', spl), catalog, settings, 'rows');
        if (plan === undefined) return;
        const less = withoutUnused(plan);
        if (less === plan) return;
        expect(await outcome(less, plan, given), spl).toEqual(await outcome(plan, plan, given));
      }),
      { numRuns: 500 },
    );
  });

  test('is what the engine runs', async () => {
    const knowledge = new Knowledge({ sources: [], datamodels: [] }, wide);
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(searches, { minLength: 4, maxLength: 12 }), events, async (list, given) => {
        const requests: SearchRequest[] = [];
        for (const spl of list) {
          const search = createSource('<test>', spl.replace('search *', 'search source=s'));
          const { plan } = prepare(search, catalog, wide, 'search');
          if (plan !== undefined) requests.push({ search, start: 'search', settings: wide });
        }
        const raws = given.map(({ _time, _raw, ...fields }, line) => rawOf({ ...fields, source: 's' }, line));
        rows += await expectSame(requests, catalog, knowledge, [raws], lookups);
      }),
      { numRuns: 100 },
    );
    expect(rows).toBeGreaterThan(150);
  });
});
