import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ContentScan } from '../../../../src/node/check/content-scan.js';
import { nothingRead } from '../../../../src/node/check/file-reading.js';
import type { GatheredFile } from '../../../../src/node/content/gather-content.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'escudo-scan-'));
  for (const folder of ['detections', 'macros']) await mkdir(join(root, folder));
  for (const name of ['a', 'b', 'c']) await writeFile(join(root, 'macros', `${name}.yml`), `name: ${name}\n`);
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('a look that breaks off leaves the files that were not read to the next one', async () => {
  const scan = new ContentScan({ root, paths: [root] });
  const read: string[] = [];
  let fails = true;
  const reader = async ({ path }: GatheredFile) => {
    const name = basename(path);
    if (fails && name === 'b.yml') throw new Error('broken');
    read.push(name);
    return nothingRead;
  };
  await expect(scan.look(new Set(), reader)).rejects.toThrow('broken');
  fails = false;
  await scan.look(new Set(), reader);
  expect(read).toEqual(['a.yml', 'b.yml', 'c.yml']);
  await scan.look(new Set(), reader);
  expect(read).toHaveLength(3);
});
