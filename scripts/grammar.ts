import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readDiagramAssets } from '../src/node/diagram-assets.js';
import { referenceFiles } from '../src/reference/reference-files.js';
import { schemaFiles } from '../src/reference/schema-files.js';

// Writes the generated files of grammar/ and rules/schema/; run from the root of the repository.
const folder = 'grammar';
const files = referenceFiles(await readDiagramAssets());
for (const [path, text] of files) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
for (const name of await readdir(join(folder, 'commands'))) {
  if (!files.has(`commands/${name}`)) await rm(join(folder, 'commands', name));
}
process.stdout.write(`${files.size} files written to ${folder}/\n`);
const schemaFolder = 'rules/schema';
const schemas = schemaFiles();
await mkdir(schemaFolder, { recursive: true });
for (const [name, text] of schemas) await writeFile(join(schemaFolder, name), text);
process.stdout.write(`${schemas.size} files written to ${schemaFolder}/\n`);
