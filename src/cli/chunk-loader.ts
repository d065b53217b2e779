import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, Script } from 'node:vm';
import { growHeapSlowly, makeObjectsYoung } from '../node/events/heap-settings.js';

// V8 accepts stored code only under the settings with which it was stored: all that the program ever wants are made first of all, in
// the build as well, so that chunks that are loaded later, and threads, have the use of it too.
growHeapSlowly();
makeObjectsYoung();

/** Where the build puts the bundled program, beside the folder of this file. */
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'bundle');
const require = createRequire(join(folder, 'process.cjs'));

type Wrapper = (exports: unknown, require: (id: string) => unknown, module: object, file: string, dir: string) => void;

/** A part of the bundled program: its code and, once it ran, what it exports. */
interface Chunk {
  readonly script: Script;
  readonly module: { exports: unknown };
}

const chunks = new Map<string, Chunk>();

/** The compiled code of a chunk is of use only to the very Node.js that compiled it. */
function cachePath(name: string): string {
  return join(folder, `${name}.${process.version}-${process.arch}.cache`);
}

/**
 * What a chunk of the bundled program exports. Half of the start of a short run would go into compiling it, so that the
 * build stores the compiled code beside it; V8 refuses code that is not its own, and compiles as ever.
 */
export function loadChunk(name: string): unknown {
  const known = chunks.get(name);
  if (known !== undefined) return known.module.exports;
  const filename = join(folder, name);
  const code = readFileSync(filename, 'utf8');
  const cachedData = readCache(name);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
    filename,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const module = { exports: {} as unknown };
  chunks.set(name, { script, module });
  const run = script.runInThisContext() as Wrapper;
  const load = (id: string): unknown => (id.startsWith('./') ? loadChunk(id.slice(2)) : require(id));
  run(module.exports, load, module, filename, folder);
  return module.exports;
}

function readCache(name: string): Buffer | undefined {
  try {
    return readFileSync(cachePath(name));
  } catch {
    return undefined;
  }
}

/** The chunks that have been loaded of which the stored code was refused. */
export function refusedChunks(): string[] {
  return [...chunks].filter(([, { script }]) => script.cachedDataRejected === true).map(([name]) => name);
}

/** The compiled code of the chunks that have been loaded, with what of it has run, by the path where it is looked for. */
export function compiledChunks(): Map<string, Buffer> {
  return new Map([...chunks].map(([name, { script }]) => [cachePath(name), script.createCachedData()]));
}
