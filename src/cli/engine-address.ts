import { readFile } from 'node:fs/promises';
import { systemReason } from '../node/content/content-files.js';
import type { EngineAddress } from '../node/sql/open-engine.js';
import { passwordVariable } from './engine-options.js';
import type { CliIo } from './io.js';
import { misplacedOption } from './misplaced-option.js';
import type { OptionValues } from './option.js';
import type { UsageProblem } from './parse-options.js';

/** The database that `--db`, or `--url` and what belongs to it, name; undefined where none is named. */
export async function readEngineAddress(
  engine: 'duckdb' | 'clickhouse',
  values: OptionValues,
  io: CliIo,
): Promise<EngineAddress | UsageProblem | undefined> {
  const wrong = misplacedOption(engine, values);
  if (wrong !== undefined) return wrong;
  if (engine === 'duckdb') {
    const path = values.one('db');
    if (path === '') return { problem: '--db needs the name of a file.', help: [] };
    return path === undefined ? undefined : { engine, path };
  }
  const given = values.one('url');
  if (given === undefined) return undefined;
  const url = readUrl(given);
  if (typeof url !== 'string') return url;
  const password = await readPassword(values.one('password-file'), io);
  if (typeof password !== 'string') return password;
  return {
    engine,
    url,
    database: values.one('database') ?? 'default',
    user: values.one('user') ?? 'default',
    password,
  };
}

/** Seconds of `--timeout`. */
export function readTimeout(values: OptionValues): { timeout?: number } | UsageProblem {
  const given = values.one('timeout');
  if (given === undefined) return {};
  const seconds = Number(given);
  if (!/^\d{1,6}$/.test(given) || seconds === 0)
    return { problem: '--timeout needs a whole number of seconds.', help: ['Write --timeout 60 for a minute.'] };
  return { timeout: seconds };
}

/** The text of a wrong URL is not repeated: it may hold a password. */
function readUrl(given: string): string | UsageProblem {
  const expected = 'Write --url http://HOST:8123, or with TLS https://HOST:8443.';
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return { problem: '--url is no address that begins with http:// or https://.', help: [expected] };
  if (url.username !== '' || url.password !== '')
    return {
      problem: '--url holds a user or a password.',
      help: [
        `Give the user with --user, and the password in the environment variable ${passwordVariable} or with --password-file.`,
      ],
    };
  if (url.search !== '' || url.hash !== '')
    return { problem: '--url holds parameters.', help: [expected, 'The database is given with --database.'] };
  return url.href;
}

async function readPassword(file: string | undefined, io: CliIo): Promise<string | UsageProblem> {
  if (file === undefined) return io.env[passwordVariable] ?? '';
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    return { problem: `Cannot read the password from ${file}: ${systemReason(error)}.`, help: [] };
  }
}
