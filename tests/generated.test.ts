import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readDiagramAssets } from '../src/node/diagram-assets.js';
import { referenceFiles } from '../src/reference/reference-files.js';

const folder = fileURLToPath(new URL('../grammar/', import.meta.url));
const handwritten = new Set(['lexical.md']);

test('grammar/ is what `npm run grammar` writes', async () => {
  const files = referenceFiles(await readDiagramAssets());
  const present = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => `${each.parentPath}/${each.name}`.slice(folder.length).replaceAll('\\', '/').replace(/^\//, ''))
    .filter((path) => !handwritten.has(path));
  const read = (path: string): string => readFileSync(`${folder}${path}`, 'utf8');
  const differing = [
    ...[...files].filter(([path, text]) => !present.includes(path) || read(path) !== text).map(([path]) => path),
    ...present.filter((path) => !files.has(path)),
  ];
  expect(differing, 'run `npm run grammar`').toEqual([]);
});
