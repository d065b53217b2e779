import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseShipped } from '../../../../src/node/knowledge/load-knowledge.js';

it('packs no knowledge in which a file is broken', async () => {
  const rules = await mkdtemp(join(tmpdir(), 'escudo-rules-'));
  try {
    await mkdir(join(rules, 'sources'));
    await writeFile(join(rules, 'sources/good.yml'), 'sources: []\n');
    expect((await parseShipped(rules)).sources).toEqual([{ name: 'sources/good.yml', data: { sources: [] } }]);
    await writeFile(join(rules, 'sources/broken.yml'), 'sources: [\n');
    await expect(parseShipped(rules)).rejects.toThrow('sources/broken.yml');
  } finally {
    await rm(rules, { recursive: true, force: true });
  }
});
