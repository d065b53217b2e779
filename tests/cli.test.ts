import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runProgram } from '../src/cli/program.js';
import { fakeIo } from './unit/cli/fake-io.js';

/**
 * A command line as a user sees it. `{dir}` stands for the folder of `files`, `{rules}` for the content that comes with escudo.
 * `stdout` and `stderr` are exact; `stdoutHas` and `stderrHas` list parts in order; `written` are files afterwards.
 */
interface Transcript {
  readonly name: string;
  readonly args: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly terminal?: boolean;
  readonly width?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly stdoutHas?: readonly string[];
  readonly stderrHas?: readonly string[];
  readonly written?: Readonly<Record<string, string>>;
  readonly exit?: number;
}

const known = new Set([
  'name',
  'args',
  'files',
  'stdin',
  'terminal',
  'width',
  'env',
  'stdout',
  'stderr',
  'stdoutHas',
  'stderrHas',
  'written',
  'exit',
]);
const folder = fileURLToPath(new URL('./cli/', import.meta.url));
const rules = fileURLToPath(new URL('../rules', import.meta.url));
const made: string[] = [];

afterAll(async () => {
  for (const dir of made) await rm(dir, { recursive: true, force: true });
});

async function writeFiles(dir: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(dir, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

function expectParts(text: string, parts: readonly string[]): void {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) expect.fail(`${JSON.stringify(part)} is missing after position ${from} of:\n${text}`);
    from = at + part.length;
  }
}

for (const file of (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()) {
  const transcripts = parse(await readFile(join(folder, file), 'utf8')) as Transcript[];
  describe(file, () => {
    for (const each of transcripts) {
      test(each.name, async () => {
        expect(Object.keys(each).filter((key) => !known.has(key))).toEqual([]);
        const dir = await mkdtemp(join(tmpdir(), 'escudo-cli-'));
        made.push(dir);
        await writeFiles(dir, each.files ?? {});
        const placed = (text: string): string => text.replaceAll('{dir}', dir).replaceAll('{rules}', rules);
        const shown = (text: string): string => text.replaceAll(dir, '{dir}').replaceAll(rules, '{rules}');
        const io = fakeIo(each);
        const exit = await runProgram(each.args.map(placed), io);
        const [stdout, stderr] = [shown(io.stdout.text), shown(io.stderr.text)];
        if (each.stdout !== undefined) expect(stdout).toBe(each.stdout);
        if (each.stderr !== undefined) expect(stderr).toBe(each.stderr);
        expectParts(stdout, each.stdoutHas ?? []);
        expectParts(stderr, each.stderrHas ?? []);
        for (const [name, text] of Object.entries(each.written ?? {})) {
          expect(await readFile(join(dir, name), 'utf8')).toBe(text);
        }
        expect({ exit, stderr: exit === (each.exit ?? 0) ? '' : stderr }).toEqual({ exit: each.exit ?? 0, stderr: '' });
      });
    }
  });
}
