import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { problemOf, readCases } from '../src/node/testing/run-conformance.js';

const here = fileURLToPath(new URL('./conformance/', import.meta.url));
const reference = fileURLToPath(new URL('../../shared/reference/', import.meta.url));

/** Cases that are known to fail, with the reason. An entry that starts to pass must be taken out. */
const ledger = JSON.parse(readFileSync(join(here, 'ledger.json'), 'utf8')) as Readonly<Record<string, string>>;

function filesIn(folder: string, fits: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => fits.test(path))
    .sort()
    .map((path) => join(folder, path));
}

const referenceFiles = existsSync(reference) ? filesIn(reference, /^[^/\\]*-cases\.json$/) : [];
if (referenceFiles.length === 0) console.warn('Skipped: the shared reference cases are not there.');

const suites = await Promise.all(
  [...filesIn(here, /\.ya?ml$/), ...referenceFiles].map(async (path) => ({
    name: path.startsWith(here) ? path.slice(here.length) : path.slice(reference.length),
    cases: await readCases(path),
  })),
);

describe.each(suites)('$name', ({ name, cases }) => {
  const own = !name.endsWith('-cases.json');
  test.each(cases.map((each) => [each.id, each] as const))('%s', async (id, given) => {
    const key = own ? `${name}: ${id}` : id;
    const problem = await problemOf(given);
    if (Object.hasOwn(ledger, key)) {
      if (problem === undefined) expect.fail(`${key} passes now: take it out of tests/conformance/ledger.json`);
    } else if (problem !== undefined) {
      expect.fail(`${given.spl}\n${problem}`);
    }
  });

  test('has cases with names of their own', () => {
    expect(cases.length).toBeGreaterThan(0);
    expect(new Set(cases.map((each) => each.id)).size).toBe(cases.length);
  });
});

describe('the ledger', () => {
  const known = new Set(
    suites.flatMap(({ name, cases }) =>
      cases.map((each) => (name.endsWith('-cases.json') ? each.id : `${name}: ${each.id}`)),
    ),
  );

  test('names cases that exist, with a reason each', () => {
    const foreign = referenceFiles.length === 0 ? [] : Object.keys(ledger).filter((id) => !known.has(id));
    expect(foreign).toEqual([]);
    for (const [id, reason] of Object.entries(ledger)) expect(reason.trim(), id).not.toBe('');
  });

  test('the reference cases are run wherever they are at hand', () => {
    if (existsSync(reference)) expect(referenceFiles.length).toBeGreaterThanOrEqual(2);
    else expect(process.env.CI, 'CI needs the shared reference cases').not.toBe('true');
  });
});
