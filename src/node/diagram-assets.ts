import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DiagramAssets } from '../reference/railroad.js';

const scripts = ['vendor/railroad-diagrams.js', 'src/diagrams_builder.js', 'src/diagrams_behavior.js', 'src/main.js'];

/** The drawing scripts of the installed chevrotain package. */
export async function readDiagramAssets(): Promise<DiagramAssets> {
  // The package exports its entry only: `lib/src/api.js`.
  const entry = createRequire(import.meta.url).resolve('chevrotain');
  const folder = join(dirname(entry), '..', '..', 'diagrams');
  const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
  return { css: await read('diagrams.css'), scripts: await Promise.all(scripts.map(read)) };
}
