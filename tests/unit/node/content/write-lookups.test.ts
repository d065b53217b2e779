import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFolderWriter } from '../../../../src/node/content/write-lookups.js';
import { Event } from '../../../../src/values/event.js';

let base: string;
let folder: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'escudo-write-'));
  folder = join(base, 'out');
  mkdirSync(folder);
});
afterEach(() => rmSync(base, { recursive: true }));

const row = Event.of([['a', '1']]);
const table = (name: string) => ({ kind: 'lookup', name }) as const;

it('writes a table under its plain name', async () => {
  const writer = createFolderWriter(folder);
  await writer.write(table('mine.csv'), [row], false);
  expect(readFileSync(join(folder, 'mine.csv'), 'utf8')).toMatch(/^a\r?\n1\r?\n$/);
  expect(writer.diagnostics).toEqual([]);
});

it('writes what the run itself holds: values of one cell with blanks between, and no columns that the file lacks', async () => {
  const writer = createFolderWriter(folder);
  const several = Event.of([
    ['a', '1'],
    ['b', ['x', 'y']],
    ['_c', 'hidden'],
  ]);
  await writer.write(table('mine.csv'), [several], false);
  await writer.write(
    table('mine.csv'),
    [
      Event.of([
        ['b', 'z'],
        ['d', '2'],
      ]),
    ],
    true,
  );
  expect(readFileSync(join(folder, 'mine.csv'), 'utf8').split(/\r?\n/)).toEqual(['a,b', '1,x y', ',z', '']);
});

it.each(['../evil', '/etc/evil', '..', 'a/b', 'a\\b', '.hidden', 'x\0y', ''])('writes nothing as %j', async (name) => {
  const writer = createFolderWriter(folder);
  await writer.write(table(name), [row], false);
  expect(writer.diagnostics.map((each) => each.code)).toEqual(['content-outside-root']);
});

it.each([
  ['a file elsewhere', true],
  ['no file', false],
])('does not write through a link to %s', async (_, present) => {
  const outside = join(base, 'outside.csv');
  if (present) writeFileSync(outside, 'mine');
  symlinkSync(outside, join(folder, 'link.csv'));
  const writer = createFolderWriter(folder);
  await writer.write(table('link.csv'), [row], true);
  expect(writer.diagnostics.map((each) => each.code)).toEqual(['content-outside-root']);
  expect(existsSync(outside)).toBe(present);
  if (present) expect(readFileSync(outside, 'utf8')).toBe('mine');
});
