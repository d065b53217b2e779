import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentAtRevision } from '../../../../src/node/content/content-at-revision.js';

let dir: string;
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', dir, '-c', 'user.name=t', '-c', 'user.email=t@example.net', ...args], {
    encoding: 'utf8',
  });

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'escudo-git-'));
  for (const folder of ['detections', 'macros', 'lookups']) await mkdir(join(dir, folder));
  git('init', '-q');
  await writeFile(join(dir, 'detections/x.yml'), 'name: X\nsearch: a=1 | `m`\n');
  await writeFile(join(dir, 'macros/m.yml'), 'name: m\ndefinition: head 1\n');
  await writeFile(join(dir, 'lookups/l.yml'), 'name: l\nlookup_type: csv\n');
  await writeFile(join(dir, 'lookups/l.csv'), 'k,v\n1,ü\n');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  await writeFile(join(dir, 'macros/m.yml'), 'name: m\ndefinition: head 2\n');
  await rm(join(dir, 'detections/x.yml'));
  await writeFile(join(dir, 'detections/y.yml'), 'name: Y\nsearch: b=2\n');
  git('add', '.');
  git('commit', '-q', '-m', 'second');
});
afterAll(() => rm(dir, { recursive: true, force: true }));

test('macros and tables are those of the revision, files that are gone are read', async () => {
  const read = await contentAtRevision('HEAD~1', join(dir, 'detections/x.yml'));
  if ('problem' in read) throw new Error(read.problem);
  expect(read.content.detections.map((each) => each.name)).toEqual(['X']);
  expect(read.isAskedFor(read.content.detections[0]!.file.name)).toBe(true);
  expect(read.content.catalog.macro('m', 0)!.definition.text).toBe('head 1');
  expect((await read.content.catalog.table('l'))!.diagnostics).toEqual([]);
  const folder = await contentAtRevision('HEAD', join(dir, 'detections'));
  if ('problem' in folder) throw new Error(folder.problem);
  expect(folder.content.detections.map((each) => each.name)).toEqual(['Y']);
  expect(folder.content.catalog.macro('m', 0)!.definition.text).toBe('head 2');
});

test.each([
  ['no-such-branch', 'detections/x.yml', /knows no commit/],
  ['--output=/tmp/x', 'detections/x.yml', /no name of a commit/],
  ['HEAD', 'detections/x.yml', /is not in HEAD/],
])('%s:%s is a problem to tell', async (revision, path, problem) => {
  expect(await contentAtRevision(revision, join(dir, path))).toMatchObject({ problem: expect.stringMatching(problem) });
});

test('a folder without git is a problem to tell', async () => {
  const other = await mkdtemp(join(tmpdir(), 'escudo-bare-'));
  try {
    expect(await contentAtRevision('HEAD', other)).toMatchObject({ problem: expect.stringMatching(/git/) });
  } finally {
    await rm(other, { recursive: true });
  }
});
