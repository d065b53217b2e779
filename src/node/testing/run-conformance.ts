import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type ConformanceCase, checkCase, readCase } from '../../testing/conformance.js';

/** The cases of a file: a JSON or YAML list. */
export async function readCases(path: string): Promise<ConformanceCase[]> {
  const text = await readFile(path, 'utf8');
  const parsed: unknown = path.endsWith('.json') ? JSON.parse(text) : parse(text);
  if (!Array.isArray(parsed)) throw new Error(`${path} holds no list of cases.`);
  return parsed.map((each) => readCase(each as Record<string, unknown>));
}

const usage = `usage: npm run conformance -- [--command NAME] [--id PREFIX] [--quiet] FILE...

Runs every case of files in the reference's case format and closes on "N passed, N failed".`;

/** The command line of the conformance runner; gives the exit code. */
export async function runConformance(args: readonly string[]): Promise<number> {
  const files: string[] = [];
  let command: string | undefined;
  let prefix = '';
  let quiet = false;
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--command') command = args[++i];
    else if (args[i] === '--id') prefix = args[++i] ?? '';
    else if (args[i] === '--quiet') quiet = true;
    else files.push(args[i]!);
  }
  if (files.length === 0) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    for (const each of await readCases(file)) {
      if ((command !== undefined && each.command !== command) || !each.id.startsWith(prefix)) continue;
      const problem = await problemOf(each);
      if (problem === undefined) {
        passed++;
        continue;
      }
      failed++;
      if (!quiet) process.stdout.write(`FAIL ${each.id}  ${each.spl}\n     ${problem}\n`);
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

/** What is wrong with a case, bugs of escudo included; undefined where it passes. */
export async function problemOf(given: ConformanceCase): Promise<string | undefined> {
  try {
    return await checkCase(given);
  } catch (error) {
    return `an internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}
