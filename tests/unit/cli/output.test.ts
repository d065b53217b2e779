import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLines } from '../../../src/cli/output/csv.js';
import { JsonList, jsonPieces, jsonText } from '../../../src/cli/output/json.js';
import { tableLines } from '../../../src/cli/output/table.js';
import { wrapCells } from '../../../src/cli/output/wrap.js';
import { csvRecords } from '../../../src/content/csv.js';
import { cellsOf, widthOf } from '../../../src/diagnostics/visible-text.js';

const options = { width: 60, timeZone: 'UTC', color: false };
const anyText = fc.string({ unit: 'binary', maxLength: 80 });
const anyRow = fc.dictionary(
  fc.constantFrom('a', 'b', 'long column name', '_time'),
  fc.oneof(anyText, fc.array(anyText, { minLength: 2, maxLength: 4 })),
);

const table = (columns: string[], rows: Record<string, string | string[]>[], timeZone = 'UTC'): string =>
  [...tableLines(columns, rows, { ...options, timeZone })].join('');

describe('tableLines', () => {
  test('never gives a terminal anything to obey, and stays within the width', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 4 }), (rows) => {
        const columns = ['_time', 'a', 'b', 'long column name'];
        const text = table(columns, rows);
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
        for (const line of text.split('\n')) expect(widthOf(cellsOf(line))).toBeLessThanOrEqual(options.width);
      }),
    );
  });

  test('shows _time as a date in the zone of the search', () => {
    expect(table(['_time'], [{ _time: '1763510400' }], 'Europe/Berlin')).toContain('2025-11-19 01:00:00');
  });

  test('narrows the widest columns first', () => {
    const lines = table(['id', 'text'], [{ id: '12345678', text: 'word '.repeat(30).trim() }]).split('\n');
    expect(lines[2]).toMatch(/^12345678 {2}word/);
    expect(
      lines
        .slice(2, -1)
        .map(
          (line) =>
            line
              .trim()
              .split(/\s+/)
              .filter((word) => word === 'word').length,
        )
        .reduce((a, b) => a + b),
    ).toBe(30);
  });
});

test('a table keeps words whole as long as a column with blanks can give room', () => {
  const text = table(
    ['time', 'rule'],
    [{ time: '2025-11-19T00:00:00', rule: 'Windows Processes in Odd Folders '.repeat(2) }],
  );
  expect(text).toContain('2025-11-19T00:00:00');
  const narrow = [
    ...tableLines(['a', 'b', 'c'], [{ a: 'x'.repeat(19), b: 'y'.repeat(19), c: 'z' }], { ...options, width: 30 }),
  ];
  for (const line of narrow) expect(widthOf(cellsOf(line.trimEnd()))).toBeLessThanOrEqual(30);
});

describe('wrapCells', () => {
  test('breaks before a word that fits a line, and within one that does not', () => {
    const texts = (text: string): string[] => wrapCells(text, 18, 9).map((each) => each.text);
    expect(texts('Windows AD Replication Request')).toEqual(['Windows AD', 'Replication', 'Request']);
    expect(texts('run C:\\very\\long\\path\\to\\a.exe')).toEqual(['run C:\\very\\long\\p', 'ath\\to\\a.exe']);
  });

  test('cuts a text that is far too long without reading all of it', () => {
    const lines = wrapCells('x'.repeat(50_000_000), 40, 3);
    expect(lines.map(({ width }) => width)).toEqual([40, 40, 40]);
    expect(lines[2]!.text.endsWith('…')).toBe(true);
  });
});

describe('csvLines', () => {
  test('can be read back', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: anyText, b: anyText }), { minLength: 1, maxLength: 5 }), (rows) => {
        // The reader takes CR LF inside quotes as it is; a text of nothing but a byte order mark is the reader's to drop.
        fc.pre(!rows.some((row) => row.a.includes('\ufeff')));
        const [header, ...read] = [...csvRecords([...csvLines(['a', 'b'], rows)].join(''))].map(({ cells }) => cells);
        expect(header).toEqual(['a', 'b']);
        expect(read).toEqual(rows.map(({ a, b }) => [a, b]));
      }),
    );
  });

  test('a dollar sign in a multivalue is doubled', () => {
    const text = [...csvLines(['m'], [{ m: ['a$b', 'c\nd'] }])].join('');
    expect(text).toBe('m,__mv_m\n"a$b\nc\nd","$a$$b$;$c\nd$"\n');
  });
});

test('jsonText escapes what a terminal obeys, and stays the same JSON', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const json = jsonText({ text });
      expect(json).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/);
      expect(JSON.parse(json)).toEqual({ text });
    }),
  );
});

test('jsonPieces is the JSON of the whole, also where lists are made as they are written', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ name: anyText, rows: fc.array(fc.jsonValue()) })), (results) => {
      const lazily = new JsonList(
        results.map(({ name, rows }) => ({ name, rows: new JsonList(rows), none: undefined })),
      );
      expect([...jsonPieces(lazily)].join('')).toBe(jsonText(results, 2));
    }),
  );
});
