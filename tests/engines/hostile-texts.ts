import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { escudo, folderWith, ndjson } from './command-line.js';

/** Texts that would be SQL if anything of an event or a rule ever became SQL. */
export const hostileTexts = [
  "it's",
  "'); DROP TABLE events; --",
  "\\'); DROP TABLE events; --",
  '"; DROP TABLE events; --',
  '`; DROP TABLE events; --',
  'a\\',
  'a\\\\',
  '\\',
  '/* open',
  '*/ close',
  '-- comment',
  '# comment',
  '$$ dollar $$',
  '{x:String}',
  '?',
  '%_%',
  ';',
  'FORMAT Null',
  'ü😀\u2028x',
  'tab\there',
];

interface Outcome {
  readonly detection: { readonly name: string };
  readonly state: string;
  readonly rows: readonly unknown[];
  readonly diagnostics: readonly { readonly message: string }[];
}

/**
 * Runs searches whose values, field names, wildcards, regular expressions, and lookup columns are these texts, in the built-in engine and in another, and
 * expects the same answers; then that all events are still there.
 */
export async function expectHarmless(
  load: (events: string, ...more: string[]) => Promise<{ exit: number; stderr: string }>,
  engine: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const events = hostileTexts.map((text, i) => ({
    _time: 1000 + i,
    _raw: `raw ${text}`,
    value: text,
    [text]: `field ${i}`,
  }));
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const dir = await folderWith({
    'events.ndjson': ndjson(events),
    "odd'name.csv": `value,${cell("it's; --")},"a""b"\n${hostileTexts.map((text, i) => `${cell(text)},${i},${i}`).join('\n')}\n`,
  });
  const file = join(dir, 'events.ndjson');
  const lookups = ['--lookups', dir];
  const loaded = await load(file, ...lookups);
  expect({ exit: loaded.exit, stderr: loaded.stderr.replace(/^\d+ event.*\n/m, '') }).toEqual({ exit: 0, stderr: '' });
  const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
  const searches = hostileTexts.flatMap((text) => [
    `search value=${quoted(text)} | stats count by value`,
    `search value!=${quoted(text)} | stats count`,
    `where value=${quoted(text)} | table value`,
    `eval ${quoted(`x ${text}`)}=${quoted(text)} | stats values(${quoted(`x ${text}`)}) as ${quoted(`out ${text}`)}`,
    `where like(value, ${quoted(text)}) | table value`,
    `where match(value, ${quoted(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))}) | table value`,
    `eval a=replace(value, "x", ${quoted(text.replaceAll('\\', ''))}), b=split(value, ${quoted(text)}) | table a b`,
    `rename value as ${quoted(text)} | table ${quoted(text)}`,
    `table ${quoted(text)}`,
    `fillnull value=${quoted(text)} none | stats count by none`,
    `stats count by ${quoted(text)}`,
  ]);
  searches.push(
    `lookup "odd'name.csv" value OUTPUT "it's; --" as found | stats count by found`,
    `| inputlookup "odd'name.csv" | table *`,
    'table *',
  );
  const folder = await folderWith();
  const rules = join(folder, 'detections');
  await mkdir(rules);
  for (const [i, search] of searches.entries()) {
    const name = `Rule ${String(i).padStart(3, '0')}`;
    await writeFile(join(rules, `${i}.yml`), `name: ${name}\ntype: Hunting\nsearch: ${JSON.stringify(search)}\n`);
  }
  const words = ['run', rules, '--format', 'json', '--now', '2000'];
  const builtin = await escudo([...words, ...lookups, '--events', file]);
  const found = await escudo([...words, ...lookups, ...engine], env);
  const outcomes = (text: string): Outcome[] => JSON.parse(text) as Outcome[];
  const [expected, actual] = [outcomes(builtin.stdout), outcomes(found.stdout)];
  let compared = 0;
  for (const [i, each] of expected.entries()) {
    const other = actual[i]!;
    const search = searches[Number(each.detection.name.slice(5))]!;
    if (each.state !== 'done') continue;
    if (other.state !== 'done') {
      // Refused before anything was run: never because the engine met something that it took for SQL.
      const reasons = other.diagnostics.map(({ message }) => message);
      expect({ search, reasons }).toEqual({
        search,
        reasons: [expect.stringMatching(/^The search cannot be said in SQL/)],
      });
      continue;
    }
    compared++;
    expect({ search, rows: other.rows }).toEqual({ search, rows: each.rows });
  }
  expect(compared).toBeGreaterThan(150);
  for (const each of expected.slice(-3)) expect(each.state).toBe('done');
  for (const each of actual.slice(-3)) expect(each.state).toBe('done');
  const count = await escudo(['search', '| stats count', '--format', 'csv', ...engine], env);
  expect(count.stdout).toBe(`count\n${hostileTexts.length}\n`);
}
