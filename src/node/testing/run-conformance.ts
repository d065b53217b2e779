import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { unknownKeys } from '../../testing/case-format.js';
import { type ConformanceCase, checkCase, readCase } from '../../testing/conformance.js';

/** The cases of a file: a JSON or YAML list. Throws an Error that names the file. */
export async function readCases(path: string): Promise<ConformanceCase[]> {
  return (await readList(path)).map(readCase);
}

async function readList(path: string): Promise<unknown[]> {
  let parsed: unknown;
  try {
    const text = await readFile(path, 'utf8');
    parsed = path.endsWith('.json') ? JSON.parse(text) : parse(text);
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(parsed)) throw new Error(`${path} holds no list of cases.`);
  return parsed;
}

const usage = `usage: npm run conformance -- [--command NAME] [--id PREFIX] [--quiet] FILE...

Runs every case of files in the reference's case format and closes on "N passed, N failed".`;

/** What the command line asks for, or what is wrong with it. */
function readArguments(args: readonly string[]) {
  const files: string[] = [];
  let command: string | undefined;
  let prefix = '';
  let quiet = false;
  for (let i = 0; i < args.length; i++) {
    const given = args[i]!;
    if (given === '--command') command = args[++i];
    else if (given === '--id') prefix = args[++i] ?? '';
    else if (given === '--quiet') quiet = true;
    else if (given.startsWith('--')) return `There is no option ${given}.\n${usage}`;
    else files.push(given);
  }
  return files.length === 0 ? usage : { files, command, prefix, quiet };
}

/** The command line of the conformance runner; gives the exit code. */
export async function runConformance(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (typeof asked === 'string') {
    process.stderr.write(`${asked}\n`);
    return 2;
  }
  let passed = 0;
  let failed = 0;
  for (const file of asked.files) {
    let list: unknown[];
    try {
      list = await readList(file);
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`);
      return 2;
    }
    for (const raw of list) {
      const each = readCase(raw);
      if ((asked.command !== undefined && each.command !== asked.command) || !each.id.startsWith(asked.prefix))
        continue;
      for (const key of unknownKeys(raw))
        process.stderr.write(`${each.id}: the key \`${key}\` means nothing in a case and is passed over.\n`);
      const problem = await problemOf(each);
      if (problem === undefined) {
        passed++;
        continue;
      }
      failed++;
      if (!asked.quiet) process.stdout.write(`FAIL ${each.id}  ${each.spl}\n     ${problem}\n`);
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
