import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventReader } from '../../../../src/events/event-reader.js';
import { createLineFilter } from '../../../../src/events/line-filter/create-filter.js';
import type { FilterSizes } from '../../../../src/events/line-filter/filter-schedule.js';
import type { RawEvent } from '../../../../src/events/raw-event.js';
import { type CuttingThreads, cuttingThreads } from '../../../../src/node/events/block-trades.js';
import { headChunkBytes, readInBlocks } from '../../../../src/node/events/file-blocks.js';
import { type ReadOptions, readEvents } from '../../../../src/node/events/read-events.js';
import { threadModule } from './thread-module.js';

const folder = mkdtempSync(join(tmpdir(), 'escudo-blocks-'));
let module: URL;
/** Threads that have long been there when a file comes, by their number. */
const running = new Map<number, CuttingThreads>();
beforeAll(async () => {
  module = await threadModule('block-worker');
  for (const jobs of [2, 3]) running.set(jobs, cuttingThreads(jobs, module));
});
afterAll(async () => {
  for (const threads of running.values()) await threads.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(new URL('.', module), { recursive: true });
});

async function read(path: string, options: ReadOptions) {
  const reading = readEvents([path], { threadModule: module, leastForJobs: 0, now: 1_750_000_000, ...options });
  const events: RawEvent[] = [];
  for await (const batch of reading) events.push(...batch);
  return { events, reports: reading.reports, diagnostics: reading.diagnostics.map(({ message }) => message) };
}

const seconds = fc.nat({ max: 999 });
const line = fc.oneof(
  {
    weight: 8,
    arbitrary: seconds.map((time) => `{"_time":${1_700_000_000 + time},"a":"some text that is not wanted"}`),
  },
  { weight: 3, arbitrary: fc.constantFrom('{"a":"no time at all in this line"}', '', 'broken', '{"a":"needle"}') },
  { weight: 1, arbitrary: seconds.map((time) => `{"_time":${1_700_000_000 + time},"a":"Needle"}`) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 30_000 }).map((size) => `{"a":"${'x'.repeat(size)}"}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '{"a":"needle"}{"a":1}',
      'broken needle',
      '\0{"a":1}',
      'n\u0065edle',
      '{"a":"\xe4needle"}',
    ),
  },
);
const block = fc.array(line, { minLength: 3, maxLength: 40 });
const text = fc
  .tuple(
    fc.array(block, { minLength: 1, maxLength: 6 }),
    fc.integer({ min: 5, max: 40 }),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\uFEFF'),
    fc.boolean(),
  )
  .map(([blocks, times, end, mark, closed]) => {
    const lines: string[] = ['{"_time":1700000000,"a":1}'];
    let size = 0;
    for (let turn = 0; turn < times || size < 220_000; turn++) {
      for (const each of blocks[turn % blocks.length]!) {
        lines.push(each);
        size += each.length + 1;
      }
    }
    return mark + lines.join(end) + (closed ? end : '');
  });
const sizes = fc.record({
  whole: fc.constantFrom(0, 1000, 70_000),
  block: fc.constantFrom(10_000, 32_768, 100_000),
  probe: fc.constantFrom(1000, 10_000),
});

/** How often a file is open in this process, of which other tests use threads too. */
function descriptorsOf(path: string): number {
  return readdirSync('/dev/fd').filter((each) => {
    try {
      return readlinkSync(`/dev/fd/${each}`) === path;
    } catch {
      // Closed meanwhile.
      return false;
    }
  }).length;
}

describe('files that several threads read', () => {
  it('give the same events and reports as one', async () => {
    const path = join(folder, 'log.ndjson');
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        text,
        sizes,
        fc.constantFrom(500, 100_000),
        fc.constantFrom(2, 3),
        async (input, schedule, maxRecordBytes, jobs) => {
          writeFileSync(path, input);
          const passing = { filter: createLineFilter(['needle']), sizes: schedule satisfies FilterSizes };
          const alone = await read(path, { passing, maxRecordBytes });
          const together = await read(path, { passing, maxRecordBytes, jobs });
          const never = new URL('file:///nowhere/thread.mjs');
          await expect(read(path, { passing, maxRecordBytes, jobs, threadModule: never })).rejects.toThrow('nowhere');
          expect(together).toEqual(alone);
          expect(await read(path, { passing, maxRecordBytes, jobs, threads: running.get(jobs) })).toEqual(alone);
          taken += alone.reports[0]!.skippedLines;
        },
      ),
      { numRuns: 30 },
    );
    expect(taken).toBeGreaterThan(1000);
  }, 120_000);

  it('go on with other files when one breaks off, and end when the search has enough', async () => {
    const path = join(folder, 'some.ndjson');
    writeFileSync(path, '{"_time":1700000000,"a":"needle"}\n'.repeat(50_000));
    const passing = { filter: createLineFilter(['needle']), sizes: { whole: 0, block: 65_536, probe: 1000 } };
    const reading = readEvents([path], { passing, jobs: 2, threadModule: module, leastForJobs: 0 });
    let first = 0;
    for await (const batch of reading) {
      first += batch.length;
      if (first > 3000) break;
    }
    expect(first).toBeLessThan(20_000);
    expect(reading.reports).toEqual([]);
  });

  it.each([
    ['most lines', 'needle'],
    ['hardly any line', 'seldom'],
  ])('read what was added meanwhile too, where %s holds the text', async (_name, text) => {
    const path = join(folder, 'grown.ndjson');
    const lines = Array.from({ length: 20_000 }, (_, n) => `{"a":"${n % 5000 === 4999 ? 'seldom' : ''} needle ${n}"}`);
    writeFileSync(path, lines.join('\n'));
    const filter = createLineFilter([text]);
    const sizes = { whole: 0, block: 65_536, probe: 1000 };
    const reader = new EventReader({ file: path, passing: { filter, sizes } });
    const handle = await open(path, 'r');
    const before = descriptorsOf(path);
    const threads = cuttingThreads(2, module);
    const head = Buffer.alloc(headChunkBytes);
    await handle.read(head, 0, headChunkBytes, 0);
    const events = [reader.push(head)];
    const reading = reader.lines(() => [])!;
    const blocks = { file: path, handle, size: 200_000, sizes, maxLineBytes: 10_000, wanted: filter.texts };
    for await (const batch of readInBlocks(reader, reading, threads, blocks)) events.push(batch);
    events.push(reader.end());
    await threads.close();
    // A file left open for each block would be more.
    expect(descriptorsOf(path)).toBeLessThan(before + 4);
    await handle.close();
    const found = events.flat().map(({ raw }) => raw);
    const expected = lines.filter((line) => line.includes(text));
    expect(found.filter((line) => line.includes(text))).toEqual(expected);
    expect(reader.report.events + reader.report.skippedLines).toBe(lines.length);
    expect(reader.report.skippedLines > 0).toBe(text === 'seldom');
  });

  it('reports a thread that dies', async () => {
    const path = join(folder, 'other.ndjson');
    writeFileSync(path, '{"_time":1700000000,"a":"needle"}\n'.repeat(50_000));
    const broken = join(folder, 'dies.mjs');
    writeFileSync(broken, 'process.exit(3);');
    const passing = { filter: createLineFilter(['needle']) };
    const run = read(path, { passing, jobs: 2, threadModule: new URL(`file://${broken}`) });
    await expect(run).rejects.toThrow('A reading thread ended with code 3');
  });

  it('are read by one thread when they are packed, in UTF-16 or of another kind', async () => {
    const never = new URL('file:///nowhere/thread.mjs');
    const passing = { filter: createLineFilter(['needle']), sizes: { whole: 0, block: 65_536, probe: 1000 } };
    const xml = `<Event xmlns='x'><System><EventID>1</EventID></System></Event>\n`.repeat(2000);
    const contents = {
      'a.log': Buffer.from('{"a":1}\n'.repeat(20_000), 'utf16le'),
      'a.xml': Buffer.from(xml),
      'a.csv': Buffer.from(`a,b\n${'1,2\n'.repeat(20_000)}`),
    };
    for (const [name, bytes] of Object.entries(contents)) {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      const alone = await read(path, { passing });
      expect(await read(path, { passing, jobs: 2, threadModule: never })).toEqual(alone);
      expect(alone.reports[0]!.events + alone.reports[0]!.skippedLines).toBeGreaterThanOrEqual(2000);
    }
  });
});
