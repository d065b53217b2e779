import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSource } from '../src/source/source.js';
import { measureContent } from './bench/content.js';
import { duckDbRun } from './bench/duckdb.js';
import { generateEvents } from './bench/generate-events.js';
import { inTurns, median, timeProcess } from './bench/measure.js';
import { naiveLoop, naiveTests } from './bench/naive-loop.js';
import { makeReady, makeSearchesReady, type ReadyRules } from './bench/ready-rules.js';

const usage = `usage: npm run bench -- [--rules PATH] [--events N] [--times N] [--json]

Measures escudo on this machine: figures are medians of several runs, compared within one run. Run npm run build first.
--rules   detections for the figures with many rules (default: ../shared/corpus/escu, else those in rules/)
--events  events for many rules (default 50000); the loop over them gets a tenth, one rule forty times as many, so that what a
          run needs once weighs little: escudo, DuckDB and the naive loop read the same file
--times   how often each figure is measured (default 3)
--json    the figures as JSON
`;

const { values } = parseArgs({
  options: {
    rules: { type: 'string' },
    events: { type: 'string', default: '50000' },
    times: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const corpus = '../shared/corpus/escu';
const rules = values.rules ?? (existsSync(corpus) ? corpus : 'rules');
const count = Number(values.events);
const times = Number(values.times);
/** How many times as many events one rule gets. */
const oneRuleFactor = 40;
const own = 'rules/detections/endpoint';
const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** A figure: what was measured, in which unit, and how it compares. */
interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly to?: string;
}
const figures: Figure[] = [];
/** MB/s of DuckDB with two threads and one rule; undefined where it is not installed. */
let duckSpeed: number | undefined;

const folder = await mkdtemp(join(tmpdir(), 'escudo-bench-'));
try {
  await measure();
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (values.json) {
  const machine = { node: process.version, cores: availableParallelism(), events: count, times };
  process.stdout.write(`${JSON.stringify({ machine, figures }, undefined, 2)}\n`);
} else {
  process.stdout.write(
    `${availableParallelism()} cores, Node ${process.versions.node}, ${count} events, median of ${times}\n`,
  );
  for (const { figure, value, unit, ratio, to } of figures) {
    const compared = ratio === undefined ? '' : `  ${ratio.toFixed(2)} x ${to}`;
    process.stdout.write(`${figure.padEnd(44)} ${value.toFixed(1).padStart(10)} ${unit.padEnd(12)}${compared}\n`);
  }
}

async function measure(): Promise<void> {
  const one = join(folder, 'one.ndjson');
  const tenth = join(folder, 'tenth.ndjson');
  const megabytes = (await generateEvents(one, count)) / 1e6;
  await generateEvents(tenth, Math.ceil(count / 10));
  say(`${count} events, ${megabytes.toFixed(0)} MB`);
  await coldStart();
  await contentTimes();
  const many = join(folder, 'many.ndjson');
  await oneRule(many, (await generateEvents(many, count * oneRuleFactor)) / 1e6);
  await allEvents(many);
  await rm(many);
  await manyRules(one, tenth, megabytes);
  await threadsOfManyRules(one);
  memory(one, tenth);
}

async function coldStart(): Promise<void> {
  say('cold start');
  const run = ['dist/cli/main.js', 'run', 'rules/detections', '--events', 'rules/examples'];
  const [bare, start] = await inTurns(times * 3, [async () => timeProcess(['-e', '0']), async () => timeProcess(run)]);
  figures.push({
    figure: 'start, two rules over a small file',
    value: start!,
    unit: 'ms',
    ratio: start! / bare!,
    to: 'node -e 0',
  });
}

async function contentTimes(): Promise<void> {
  say('content');
  const { searches, perSearch, check } = await measureContent(rules, times);
  figures.push({ figure: `parse and plan, ${searches} searches`, value: perSearch, unit: 'ms each' });
  const [one, two] = check;
  figures.push({ figure: `check ${searches} detections, -j 1`, value: one, unit: 'ms' });
  figures.push({
    figure: `check ${searches} detections, -j 2`,
    value: two,
    unit: 'ms',
    ratio: one / two,
    to: 'faster than -j 1',
  });
}

async function oneRule(path: string, megabytes: number): Promise<void> {
  say('one rule');
  const ready = await makeReady(own, 1);
  const naive = naiveTests(ready.plans);
  await ready.run(path);
  const threads = [1, 2];
  const duck = await Promise.all(threads.map((each) => duckDbRun(path, each)));
  const [loop, ...measured] = await inTurns(times, [
    () => naiveLoop(path, naive),
    ...threads.map((each) => () => ready.run(path, each)),
    ...duck.filter((each) => each !== undefined),
  ]);
  const figure = (name: string, ms: number, other?: number, to?: string): void => {
    const compared = other === undefined ? {} : { ratio: other / ms, to: to! };
    figures.push({ figure: name, value: megabytes / (ms / 1000), unit: 'MB/s', ...compared });
  };
  figure('one rule, naive loop', loop!);
  for (const [index, each] of threads.entries()) {
    const name = `one rule, -j ${each}`;
    const ms = measured[index]!;
    figures.push({ figure: name, value: (count * oneRuleFactor) / ms, unit: 'k events/s' });
    figure(name, ms, loop!, 'naive loop');
    for (const [place, others] of threads.entries()) {
      const other = measured[threads.length + place];
      if (other !== undefined) figure(name, ms, other, `DuckDB, ${others} thread${others === 1 ? '' : 's'}`);
    }
  }
  if (duck[1] !== undefined) duckSpeed = megabytes / (measured[threads.length + 1]! / 1000);
  if (duck[0] === undefined) say('DuckDB is not installed; for its figures: .ci/engines');
}

/** No line can be passed over: all of them are parsed. */
async function allEvents(path: string): Promise<void> {
  say('one search of all events');
  const search = 'index=* | stats count min(_time) as first max(_time) as last by EventCode Computer';
  const ready = await makeSearchesReady([createSource('<bench>', search)]);
  const [one, two] = await inTurns(
    Math.ceil(times / 2),
    [1, 2].map((jobs) => () => ready.run(path, jobs)),
  );
  const speed = (count * oneRuleFactor) / two!;
  figures.push({
    figure: 'one search of all events, -j 2',
    value: speed,
    unit: 'k events/s',
    ratio: one! / two!,
    to: '-j 1',
  });
}

/** `megabytes`: of the large file. */
async function manyRules(large: string, small: string, megabytes: number): Promise<void> {
  const few = Math.ceil(count / 10);
  for (const most of [10, 100, Number.POSITIVE_INFINITY]) {
    const ready = await makeReady(rules, most);
    const number = ready.plans.length;
    say(`${number} rules`);
    const naive = naiveTests(ready.plans);
    // Each by itself would take hours: some of them stand for all.
    const share = Math.ceil(number / 20);
    const some = ready.plans.map((_, index) => index).filter((index) => index % share === 0);
    // The first time compiles the program itself.
    await ready.run(small);
    const [loop, findSmall, findLarge, short, long, alone, nothing] = await inTurns(
      most > 100 ? Math.ceil(times / 2) : times,
      [
        () => naiveLoop(small, naive),
        () => ready.find(small),
        () => ready.find(large),
        () => ready.run(small),
        () => ready.run(large),
        () => ready.runAlone(small, some),
        () => ready.runAlone('/dev/null', some),
      ],
    );
    // What is needed once, however many events there are, is in both and taken off.
    const speed = (few: number, more: number): number => (count - Math.ceil(count / 10)) / Math.max(1, more - few);
    const compare = (figure: string, value: number, other: number, to: string): void => {
      figures.push({ figure, value, unit: 'k events/s', ratio: value / other, to });
    };
    compare(`${number} rules, their events found`, speed(findSmall!, findLarge!), few / loop!, 'loop of closures');
    const one = few / (((alone! - nothing!) * number) / some.length);
    compare(`${number} rules, run`, speed(short!, long!), one, 'one rule after the other');
    if (number < most) {
      const bytes = (speed(short!, long!) / count) * megabytes * 1000;
      const compared =
        duckSpeed === undefined ? {} : { ratio: bytes / duckSpeed, to: 'DuckDB with one rule, 2 threads' };
      figures.push({ figure: `${number} rules, run`, value: bytes, unit: 'MB/s', ...compared });
      const duck = await duckDbSpeed(ready, large, small);
      if (duck !== undefined)
        compare(`${number} rules, run`, speed(short!, long!), duck, 'DuckDB, their SQL over loaded events');
      break;
    }
  }
}

/** Thousands of events per second at which DuckDB would run the SQL of all rules, of which some stand for all. */
async function duckDbSpeed(ready: ReadyRules, large: string, small: string): Promise<number | undefined> {
  const number = ready.plans.length;
  say(`${number} rules in DuckDB`);
  const some = ready.plans.map((_, index) => index).filter((index) => index % 16 === 0);
  const databases = [];
  for (const events of [small, large]) {
    const database = await ready.inDuckDb(events, some);
    if (database === undefined) return undefined;
    databases.push(database);
  }
  let ran = 0;
  const [few, all] = await inTurns(
    Math.ceil(times / 2),
    databases.map((each) => async () => (ran = await each.run())),
  );
  for (const each of databases) await each.close();
  return (count - Math.ceil(count / 10)) / (((all! - few!) * number) / ran);
}

/** Threads pay for themselves over files of some size only. */
async function threadsOfManyRules(warm: string): Promise<void> {
  const path = join(folder, 'double.ndjson');
  const megabytes = (await generateEvents(path, count * 2)) / 1e6;
  const ready = await makeReady(rules, Number.POSITIVE_INFINITY);
  say(`${ready.plans.length} rules with threads`);
  await ready.run(warm);
  const [one, two] = await inTurns(
    Math.ceil(times / 2),
    [1, 2].map((jobs) => () => ready.run(path, jobs)),
  );
  await rm(path);
  const figure = `${ready.plans.length} rules, ${megabytes.toFixed(0)} MB, -j 2`;
  figures.push({ figure, value: two!, unit: 'ms', ratio: one! / two!, to: 'faster than -j 1' });
}

function memory(large: string, small: string): void {
  say('memory');
  // Threads get the options of the process: `--input-type` would keep them from starting.
  const script = "process.on('exit',()=>console.error('peak='+process.resourceUsage().maxRSS));import(process.argv[1])";
  const main = join(process.cwd(), 'dist/cli/main.js');
  const peak = (path: string, events: string): number => {
    const run = ['-e', script, main, 'run', path, '--events', events, '--now', '1763600000'];
    return median(Array.from({ length: times }, () => timeProcess([...run, '--output', join(folder, 'rows')]).peak));
  };
  for (const [name, path] of [
    ['one rule', own],
    ['all rules', rules],
  ] as const) {
    const tenth = peak(path, small);
    const all = peak(path, large);
    const figure = `peak memory, ${name}, ten times the events`;
    figures.push({ figure, value: all, unit: 'MB', ratio: all / tenth, to: 'a tenth of them' });
  }
}
