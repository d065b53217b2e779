import { execFileSync } from 'node:child_process';
import { chmod, copyFile, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/**
 * The last step of the build: bundles the program of the command line, so that a short run does not spend its time on
 * finding and compiling some hundreds of files. Parts that only some commands need stay files of their own.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const folder = join(dist, 'bundle');

// The library's files for Node.js look up an environment variable for every token; those for browsers do the same work without.
const yaml = join(dirname(createRequire(import.meta.url).resolve('yaml/package.json')), 'browser/index.js');

const bundle = await rolldown({
  input: {
    process: join(root, 'src/cli/process.ts'),
    program: join(root, 'src/cli/program.ts'),
    'check-worker': join(root, 'src/node/check/check-worker.ts'),
    'scan-worker': join(root, 'src/node/events/scan-worker.ts'),
  },
  platform: 'node',
  external: ['@ts-evtx/core'],
  resolve: { alias: { yaml } },
});
await bundle.write({
  dir: folder,
  format: 'cjs',
  cleanDir: true,
  dynamicImportInCjs: false,
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
  comments: false,
});
await bundle.close();

// Looked for beside the code that reads it.
await copyFile(join(dist, 'node/knowledge/knowledge.json'), join(folder, 'knowledge.json'));

// What is bundled and not installed beside escudo goes out under its own licence.
const licences = [];
for (const name of ['vscode-languageserver', 'vscode-languageserver-textdocument'])
  licences.push(`${name}\n\n${await readFile(join(root, 'node_modules', name, 'License.txt'), 'utf8')}`);
await writeFile(join(folder, 'LICENCES.txt'), licences.join('\n'));

// A thread is started from a file beside the chunk that asks for it.
await writeFile(join(folder, 'test-worker.js'), "import '../node/testing/test-worker.js';\n");
for (const worker of ['check-worker', 'scan-worker']) {
  await writeFile(
    join(folder, `${worker}.js`),
    `import { loadChunk } from '../cli/chunk-loader.js';\nloadChunk('${worker}.cjs');\n`,
  );
}
const thread = await rolldown({ input: join(root, 'src/node/events/block-worker.ts'), platform: 'node' });
await thread.write({ file: join(folder, 'block-worker.js'), format: 'esm', comments: false });
await thread.close();

// Runs the program once, so that the functions which every run needs are among the stored code.
const loader = pathToFileURL(join(dist, 'cli/chunk-loader.js')).href;
const { loadChunk, compiledChunks } = await import(loader);
const silent = { isTerminal: false, width: undefined, write: async () => {} };
const stdin = { async *[Symbol.asyncIterator]() {} };
const io = { stdout: silent, stderr: silent, stdin, env: {}, clock: () => Date.now(), timer: () => performance.now() };
const rules = join(root, 'rules');
loadChunk('process.cjs');
const { runProgram } = loadChunk('program.cjs');
await runProgram(['run', join(rules, 'detections'), '--events', join(rules, 'examples')], io);
await runProgram(['check', rules, '--jobs', '1'], io);
const compiled = compiledChunks();
for (const [path, code] of compiled) await writeFile(path, code);

// Stored code that is refused costs a start twice its time without anybody being told; so does code that is refused once a run has
// begun, to threads.
const stored = [...compiled.keys()].map((path) => basename(path).replace(/\.v\d.*$/, ''));
const trial = `
  const { loadChunk, refusedChunks } = await import(${JSON.stringify(loader)});
  const io = { stdout: { write: async () => {} }, stderr: { write: async () => {} }, env: {}, clock: Date.now, timer: Date.now };
  await loadChunk('program.cjs').runProgram(${JSON.stringify(['run', join(rules, 'detections'), '--events', join(rules, 'examples')])}, io);
  for (const name of ${JSON.stringify(stored)}) loadChunk(name);
  process.stdout.write(refusedChunks().join(' '));`;
const refused = execFileSync(process.execPath, ['--input-type=module', '-e', trial], { encoding: 'utf8' });
if (refused !== '') throw new Error(`The compiled code is refused that was stored for ${refused}.`);

const main = join(dist, 'cli/main.js');
await copyFile(join(dist, 'cli/bundled-main.js'), main);
// npx makes it executable when it first links the package, but not when the package is built again.
await chmod(main, 0o755);
