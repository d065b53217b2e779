import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import createWabt from 'wabt';

/**
 * The first step of the build: assembles `scan.wat` into `scan-module.ts` beside it, which is kept in the repository so that the
 * sources run as they are; a test holds that the two belong together.
 */
const folder = join(dirname(fileURLToPath(import.meta.url)), '../src/events/line-filter');

export async function assembled() {
  const wabt = await createWabt();
  const module = wabt.parseWat('scan.wat', await readFile(join(folder, 'scan.wat'), 'utf8'), { simd: true });
  const { buffer } = module.toBinary({});
  module.destroy();
  const lines = Buffer.from(buffer).toString('base64').match(/.{1,110}/g);
  const text = lines.map((line) => `  '${line}'`).join(' +\n');
  return `/** \`scan.wat\` as a WebAssembly module in base64, written by \`npm run assemble\`. */\nexport const scanModule =\n${text};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(folder, 'scan-module.ts');
  const text = await assembled();
  const present = await readFile(path, 'utf8').catch(() => '');
  if (present !== text) await writeFile(path, text);
}
