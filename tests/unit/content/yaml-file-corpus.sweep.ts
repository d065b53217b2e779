import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseYamlFile } from '../../../src/content/yaml-file.js';
import { nodeAt } from '../../../src/content/yaml-locate.js';
import { scalarSource } from '../../../src/content/yaml-source.js';
import { createSource } from '../../../src/source/source.js';
import { corpusPresent, publishedFiles, whole } from '../../corpus/published.js';

describe.skipIf(!corpusPresent)('the published content', () => {
  test('loads, and every search has exact places', () => {
    const lenient: string[] = [];
    let scalars = 0;
    for (const folder of ['detections', 'macros', 'baselines', 'lookups', 'data_sources', 'deployments']) {
      for (const path of publishedFiles(folder, 20)) {
        const name = basename(path);
        const file = parseYamlFile(createSource(name, readFileSync(path, 'utf8')));
        if (file.diagnostics.length > 0) lenient.push(name);
        expect(file.diagnostics.filter((each) => each.code !== 'yaml-lenient')).toEqual([]);
        for (const key of ['search', 'definition', 'description']) {
          const node = nodeAt(file.document, [key]);
          if (node === undefined) continue;
          scalars++;
          const derived = scalarSource(file.source, node);
          const coarse = derived.origin!.pieces.filter((piece) => !piece.exact && piece.end - piece.start > 2);
          const texts = coarse.map((piece) => derived.text.slice(piece.start, piece.end).trim());
          expect(texts.join(''), name).toBe('');
        }
      }
    }
    expect(scalars).toBeGreaterThan(whole ? 3000 : 60);
    if (whole) expect(lenient.length).toBeGreaterThan(0);
    expect(lenient.length).toBeLessThan(10);
  });
});
