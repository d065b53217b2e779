import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder } from '../../../../src/node/content/make-folder.js';

let base: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'escudo-folder-'));
});
afterAll(() => rm(base, { recursive: true }));

test('makes what is missing, and what is there stays', async () => {
  await makeFolder(join(base, 'a', 'b'));
  await makeFolder(join(base, 'a', 'b'));
  expect((await stat(join(base, 'a', 'b'))).isDirectory()).toBe(true);
});

test('rejects below a file', async () => {
  await writeFile(join(base, 'file'), '');
  await expect(makeFolder(join(base, 'file', 'x'))).rejects.toThrow(/EEXIST|ENOTDIR/);
  await expect(makeFolder(join(base, 'file'))).rejects.toThrow(/EEXIST/);
});

test.runIf(process.platform === 'linux')(
  'rejects where the system says of a folder that is there that it is not',
  async () => {
    await expect(makeFolder('/proc/escudo/x')).rejects.toThrow(/ENOENT|EACCES|EPERM|EROFS/);
  },
);
