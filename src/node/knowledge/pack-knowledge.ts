import { writeFile } from 'node:fs/promises';
import { packedPath, parseShipped } from './load-knowledge.js';

/** A step of the build: writes the parsed `rules/sources` and `rules/datamodels` beside the compiled code. */
await writeFile(packedPath, JSON.stringify(await parseShipped()));
