import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createLineFilter } from '../../../src/events/line-filter/create-filter.js';
import { FilterSchedule, type FilterSizes } from '../../../src/events/line-filter/filter-schedule.js';
import type { LineFilter, LineForm, WantedTexts } from '../../../src/events/line-filter/line-filter.js';
import { PatternLineFilter } from '../../../src/events/line-filter/pattern-filter.js';
import { createWasmLineFilter } from '../../../src/events/line-filter/wasm-filter.js';
import { LineSplitter } from '../../../src/events/line-splitter.js';
import { foldCase } from '../../../src/values/case-fold.js';
import { readText } from './read-text.js';

/** Filters from the first line on, all in one block. */
const always: FilterSizes = { whole: 0, block: 1 << 30, probe: 1 << 30 };

function wantedLines(filter: LineFilter, text: string, form: LineForm, longest = 1000): string[] {
  const bytes = Buffer.from(`#${text}`);
  const { wanted, count, end } = filter.select(bytes, 1, bytes.length, form, longest);
  expect(end).toBe(bytes.length);
  const lines: string[] = [];
  let passed = 1;
  let before = 0;
  for (let at = 0; at < count * 3; at += 3) {
    while (passed < wanted[at]!) if (bytes[passed++] === 10) before++;
    expect(before).toBe(wanted[at + 2]!);
    lines.push(bytes.toString('utf8', wanted[at], wanted[at + 1]));
  }
  return lines;
}

/** A character as JSON may hold it. */
const inJson = (character: string): fc.Arbitrary<string> => {
  const code = character.charCodeAt(0).toString(16).padStart(4, '0');
  const escapes = [`\\u${code}`, `\\u${code.toUpperCase()}`];
  return fc.constantFrom(JSON.stringify(character).slice(1, -1), ...escapes);
};
const jsonOf = (text: string): fc.Arbitrary<string> =>
  fc.tuple(...[...text].map(inJson)).map((parts) => `{"a":"${parts.join('')}"}`);

const filters: readonly [string, (texts: WantedTexts) => LineFilter][] = [
  ['pattern', (texts) => new PatternLineFilter(texts)],
  ['WebAssembly', (texts) => createWasmLineFilter(texts)!],
];

describe.each(filters)('wanted lines (%s)', (_name, createFilter) => {
  it('are those that hold a text in any letter case, and broken ones', () => {
    const filter = createFilter(['needle', '&#']);
    const lines = [
      '{"a":1}',
      '{"a":"NeeDle"}',
      '{"a":"x&#65;"}',
      '{"a":2}\r',
      '{',
      '{"a":1',
      ' {}',
      '',
      'x}',
      '{}',
      '\r',
    ];
    const text = `${lines.join('\n')}\n`;
    expect(wantedLines(filter, text, 'object')).toEqual(
      lines.filter((line) => !/^\{.*\}\r?$|^$/.test(line) || /needle|&#/i.test(line) || line === ''),
    );
    expect(wantedLines(filter, text, 'text')).toEqual(['{"a":"NeeDle"}', '{"a":"x&#65;"}', ' {}', '', '\r']);
    expect(wantedLines(filter, 'short\nlonger line\n', 'text', 6)).toEqual(['longer line']);
  });

  it('hold the text after folding, however JSON writes it', () => {
    const character = fc.constantFrom(...'kKiIsſKİ\\"/ 𝕂x\n\0é'.split(''));
    fc.assert(
      fc.property(
        fc.array(character, { maxLength: 12 }).chain((all) => jsonOf(all.join(''))),
        fc.constantFrom('ki', 'kk', 's', 'i', 'x', 'k i'),
        (line, text) => {
          const value = (JSON.parse(line) as { a: string }).a;
          const found = wantedLines(createFilter([text]), `${line}\n`, 'object');
          if (foldCase(value).includes(text)) expect(found).toEqual([line]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('reports more wanted lines than fit at a time, and lines longer than the memory', () => {
    const filter = createFilter(['needle']);
    const many = 'needle\nother\n'.repeat(10_000);
    expect(wantedLines(filter, many, 'text')).toHaveLength(10_000);
    const long = `${'x'.repeat(200_000)}needle\n${'y'.repeat(200_000)}\n`;
    expect(wantedLines(filter, long, 'text', 1_000_000)).toHaveLength(1);
    expect(wantedLines(filter, 'a needle\n', 'text')).toEqual(['a needle']);
  });
});

describe('wanted lines', () => {
  const piece = fc.constantFrom(
    ...[
      'needle',
      'NEEDLE',
      'need',
      'le',
      '\n',
      '\n',
      '\r\n',
      '{',
      '}',
      '\\u0065',
      '\\U0065',
      '\\u006',
      '\\u00G5',
      '\\u0',
      '\\',
      'ki',
      'K\u0130',
    ],
    ...[
      '\u212a',
      '&#',
      '&',
      '#',
      '@[|{\\`',
      'x'.repeat(64),
      '\0',
      ' ',
      'é',
      'x'.repeat(15),
      'y'.repeat(31),
      '"a":"b"',
      '\\u212A',
      'some longer text',
    ],
  );
  const someTexts = fc.uniqueArray(
    fc.constantFrom('needle', 'ki', '&#', 'e', 'some longer text', 'le', 'xy', '"b"', 'x'.repeat(40), '0', '{', 'edl'),
    { minLength: 1, maxLength: 12 },
  );
  /** Few enough to be looked for by pairs of bytes. */
  const fewTexts = fc.oneof(
    fc.constantFrom(
      ['needle'],
      ['some longer text'],
      ['x'.repeat(40)],
      ['\\u00'],
      ['"b"', 'le'],
      ['0', 'ne'],
      ['@[\\'],
    ),
    fc.string({ unit: fc.constantFrom(...'nedl{|\\@`u0'), minLength: 1, maxLength: 70 }).map((text) => [text]),
  );

  it('are the same for every implementation', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((parts) => Buffer.from(`${parts.join('')}\n`)),
        fc.oneof(someTexts, fewTexts),
        fc.constantFrom<LineForm>('object', 'text'),
        fc.constantFrom(5, 40, 1 << 30),
        fc.nat({ max: 20 }),
        (bytes, texts, form, longest, skip) => {
          const from = Math.min(skip, bytes.length - 1);
          const [first, ...others] = filters.map(([, createFilter]) => {
            const filter = createFilter(texts);
            filter.select(Buffer.from('needle {"a":"b"} some longer text\n'.repeat(5)), 0, 33 * 5 + 5, form, longest);
            const { wanted, count, lines, end } = filter.select(bytes, from, bytes.length, form, longest);
            return { wanted: [...wanted.subarray(0, count * 3)], lines, end };
          });
          for (const other of others) expect(other).toEqual(first);
          for (const [, createFilter] of filters) {
            const filter = createFilter(texts);
            const room = filter.room(bytes.length + 40);
            room.fill(0x6e);
            room.set(bytes, 20);
            room[19] = 0x0a;
            const stretch = room.subarray(20, 20 + bytes.length);
            filter.select(Buffer.from('needle\n'), 0, 7, form, longest);
            const start = from === 0 || bytes[from - 1] === 0x0a ? from : bytes.indexOf(0x0a, from) + 1;
            if (start === bytes.length) continue;
            const { wanted, count, end } = filter.select(stretch, start, bytes.length, form, longest);
            const expected = createFilter(texts).select(bytes, start, bytes.length, form, longest);
            expect({ count, end }).toEqual({ count: expected.count, end: expected.end });
            expect(wanted.subarray(0, count * 3)).toEqual(expected.wanted.subarray(0, count * 3));
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('are found by a module made of the source beside it', async () => {
    const { assembled } = (await import('../../../scripts/assemble.js' as string)) as { assembled(): Promise<string> };
    const path = new URL('../../../src/events/line-filter/scan-module.ts', import.meta.url);
    expect(readFileSync(path, 'utf8'), 'run `npm run assemble`').toBe(await assembled());
  });

  it('are found without WebAssembly too', () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(createLineFilter(['needle'])).toBeInstanceOf(PatternLineFilter);
    vi.unstubAllGlobals();
    expect(createLineFilter(['needle'])).not.toBeInstanceOf(PatternLineFilter);
  });

  it('knows every character whose folded form has ASCII in it', () => {
    const found: string[] = [];
    for (let code = 0x80; code < 0x11_0000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      if (/[\x00-\x7f]/.test(foldCase(String.fromCodePoint(code)))) found.push(code.toString(16));
    }
    expect(found).toEqual(['130', '212a']);
  });
});

describe('reading with lines passed over', () => {
  const passing = { filter: new PatternLineFilter(['needle']), sizes: always };

  it('gives the places of the others', () => {
    const text = '{"a":1}\n{"a":2,"x":"needle"}\n{"a":3}\n{"b":"needle"}\n{"a":5}';
    for (const sizes of [[1000], [1], [5, 9]]) {
      const { events, report } = readText(text, { passing }, sizes);
      expect(events.map((event) => event.origin)).toEqual([
        { file: 'input', line: 2, offset: 8 },
        { file: 'input', line: 4, offset: 37 },
      ]);
      expect(report).toMatchObject({ events: 2, skippedLines: 3, badLines: 0 });
    }
  });

  it('decides the same around a line that is too long, however it comes in pieces', () => {
    const long = `{"a":"${'x'.repeat(100)}"}\n`;
    const short = '{"a":1}\n';
    const bytes = Buffer.from(long + short + short.repeat(20));
    const skipped = [bytes.length, 50].map((first) => {
      const splitter = new LineSplitter(() => {}, {
        maxLineBytes: 60,
        delimiter: 0x0a,
        passing: {
          filter: new PatternLineFilter(['needle']),
          form: 'object',
          // One of the two lines of the probe is wanted: the rest of the block is read.
          schedule: new FilterSchedule({ whole: 0, block: 10_000, probe: long.length + 1 }),
          leave: () => {},
        },
      });
      splitter.push(bytes.subarray(0, first));
      splitter.push(bytes.subarray(first));
      splitter.end();
      return splitter.skipped;
    });
    expect(skipped).toEqual([1, 1]);
  });

  it('reads the beginning whole, and blocks in which most lines are wanted', () => {
    const lines = Array.from({ length: 1000 }, (_, n) => (n >= 200 && n < 400 ? '{"needle":1}' : '{"needed":1}'));
    const text = `${lines.join('\n')}\n`;
    const line = 13;
    const sizes = { whole: 50 * line, block: 100 * line, probe: 10 * line };
    const { report } = readText(text, { passing: { ...passing, sizes } });
    expect(report).toMatchObject({ events: 50 + 200, skippedLines: 750 });
  });

  const line = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('{"time":"2024-01-01T00:00:01Z"}', '{"a":1}', '{"a":"needle"}') },
    fc.constantFrom(
      '{"_time":1700000000,"_raw":"needle"}',
      '{"_time":1700000001,"a":2}{"a":"needle"}',
      '{"a":"needle"}{"_time":1700000002,"b":1}',
      '{"a":"n\\u0065edle"}',
      'broken needle',
      'broken',
      '',
      '\0{"a":1}\0',
      `{"a":"${'x'.repeat(90)}"}`,
      `{"a":"${'x'.repeat(90)}needle"}`,
    ),
    fc.nat({ max: 99 }).map((second) => `{"_time":${1_700_000_100 + second}}`),
  );
  const input = fc
    .tuple(
      fc.array(line, { maxLength: 30 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.constantFrom('', '\uFEFF'),
    )
    .map(([lines, end, last, mark]) => mark + lines.join(end) + (last ? end : ''));
  const pieces = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 5 });
  const schedules = fc.record({
    whole: fc.constantFrom(0, 0, 60),
    block: fc.constantFrom(70, 300, 100_000),
    probe: fc.constantFrom(20, 50, 100_000),
  });

  it.each(['ndjson', 'lines'])('gives the events that hold the text, as without it, in any pieces (%s)', (format) => {
    fc.assert(
      fc.property(input, pieces, schedules, fc.constantFrom(80, 10_000), (text, sizes, schedule, maxRecordBytes) => {
        const options = { format, maxRecordBytes, now: 1_750_000_000 };
        const all = readText(text, options);
        const some = readText(text, { ...options, passing: { ...passing, sizes: schedule } }, sizes);
        const whole = readText(text, { ...options, passing: { ...passing, sizes: schedule } });
        expect(some).toEqual(whole);
        const holds = ({ raw }: { raw: string }): boolean => raw.includes('needle');
        expect(some.events.filter(holds)).toEqual(all.events.filter(holds));
        const places = new Map(all.events.map((event) => [JSON.stringify(event), event]));
        for (const event of some.events) expect(places.has(JSON.stringify(event))).toBe(true);
        if (format === 'ndjson') expect(some.report.badLines).toBe(all.report.badLines);
        expect(some.report.cut).toBe(all.report.cut);
      }),
      { numRuns: 1500 },
    );
  });

  it('works in UTF-16 too', () => {
    const text = Buffer.from('\uFEFF{"a":1}\n{"a":"Needle"}\n{"a":2}\n', 'utf16le');
    expect(readText(text, { passing }).report).toMatchObject({ events: 1, skippedLines: 2 });
  });
});
