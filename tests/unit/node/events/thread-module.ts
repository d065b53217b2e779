import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** The module of a thread, made of the sources as they are: threads cannot run TypeScript. It stands in a folder of its own. */
export async function threadModule(name: 'block-worker' | 'scan-worker'): Promise<URL> {
  const input = fileURLToPath(new URL(`../../../../src/node/events/${name}.ts`, import.meta.url));
  const bundle = await rolldown({ input, platform: 'node', logLevel: 'silent' });
  const dir = await mkdtemp(join(tmpdir(), 'escudo-thread-'));
  const file = join(dir, `${name}.mjs`);
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  return pathToFileURL(file);
}
