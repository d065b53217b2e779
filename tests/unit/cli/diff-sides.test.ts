import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../../../src/cli/program.js';
import { fakeIo } from './fake-io.js';

let dir: string;
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', dir, '-c', 'user.name=t', '-c', 'user.email=t@example.net', ...args], {
    encoding: 'utf8',
  });
const text = (by: string) => `name: X\nid: 0f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f\nsearch: a=1 | stats count by ${by}\n`;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'escudo-diff-'));
  for (const folder of ['detections', 'detections/web', 'macros']) await mkdir(join(dir, folder), { recursive: true });
  await writeFile(join(dir, 'macros/m.yml'), 'name: m\ndefinition: head 1\n');
  await writeFile(join(dir, 'detections/x.yml'), text('host'));
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  await rm(join(dir, 'detections/x.yml'));
  await writeFile(join(dir, 'detections/web/x.yml'), text('user'));
  git('add', '.');
  git('commit', '-q', '-m', 'second');
});
afterAll(() => rm(dir, { recursive: true, force: true }));

test.each([
  ['detections/web/x.yml', 'HEAD~1..HEAD'],
  ['detections/x.yml', 'HEAD~1..HEAD'],
  ['detections/x.yml', 'HEAD~1'],
])('a detection that was moved is found by its id: %s %s', async (path, revisions) => {
  const io = fakeIo();
  expect(await runProgram(['diff', '--rev', revisions, join(dir, path)], io)).toBe(0);
  expect(io.stdout.text).toContain('+ group key: user');
  expect(io.stdout.text).toContain('1 changed, 0 added, 0 removed');
});

test('what never was there is not found', async () => {
  const io = fakeIo();
  expect(await runProgram(['diff', '--rev', 'HEAD~1..HEAD', join(dir, 'detections/y.yml')], io)).toBe(2);
  expect(io.stderr.text).toContain('is not in HEAD~1');
});
