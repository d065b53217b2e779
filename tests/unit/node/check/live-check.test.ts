import { mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveCheck } from '../../../../src/node/check/live-check.js';
import { exampleFiles } from '../../lint/example-content.js';

let root: string;
let today: string;
let live: LiveCheck;
const path = (below: string) => join(root, below);
const put = async (below: string, text: string): Promise<void> => {
  await mkdir(dirname(path(below)), { recursive: true });
  await writeFile(path(below), text);
};
const detection = (search: string, yaml?: string) =>
  [...exampleFiles(yaml === undefined ? { search } : { search, yaml }).values()][0]!;
const one = 'detections/endpoint/example_detection.yml';
const codes = async (of: string = path(one)) => (await live.findings()).get(of)?.map(({ code }) => code);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'escudo-live-'));
  await put('macros/shared.yml', 'name: shared\ndefinition: index=a sourcetype=b\n');
  await put(one, detection('`shared` | stats count by dest, user'));
  today = '2026-06-01';
  live = new LiveCheck({ root, paths: [root], today: () => today });
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('a check that goes on', () => {
  it('reads the tables of lookups again when their files change', async () => {
    await put('lookups/seen.yml', 'name: seen\nlookup_type: csv\n');
    await put('lookups/seen.csv', 'dest,first\na,1\n');
    live.put(path(one), detection('`shared` | stats count by dest, user | lookup seen dest OUTPUT last'));
    expect(await codes()).toContain('lookup-unknown-field');
    await put('lookups/seen.csv', 'dest,last\na,1\n');
    live.lookAgain();
    expect(await codes()).not.toContain('lookup-unknown-field');
  });

  it('sees the data of tests come and go', async () => {
    const tests = 'tests:\n  - name: T\n    attack_data:\n      - {data: data/here.log, source: s, sourcetype: b}';
    live.put(path(one), detection('`shared` | stats count by dest, user', tests));
    expect(await codes()).toContain('test-data');
    await put('data/here.log', 'x\n');
    // Another edit of the same text asks for the same file.
    live.lookAgain();
    live.put(path(one), detection('`shared` | stats count by user, dest', tests));
    expect(await codes()).not.toContain('test-data');
  });

  it('compares dates with the day that it is', async () => {
    live.put(path(one), detection('`shared` | stats count by dest, user', "date: '2026-06-03'"));
    expect(await codes()).toContain('date-invalid');
    today = '2026-06-04';
    expect(await codes()).not.toContain('date-invalid');
  });

  it('knows a file by another path, and does not take it for a second one', async () => {
    await mkdir(path('other'));
    await symlink(path('detections/endpoint'), path('other/linked'));
    const linked = path('other/linked/example_detection.yml');
    live.put(linked, detection('`shared` | stats count by dest, user | where cuont > 3'));
    for (let round = 0; round < 2; round++) {
      expect(await codes(linked)).toContain('condition-never-true');
      expect(await codes(linked)).not.toContain('duplicate-identity');
      live.lookAgain();
    }
  });

  it('goes on with a file that has gone from the disk, and with one that comes to be there', async () => {
    live.put(path(one), detection('`shared` | stats count by dest, user | where cuont > 3'));
    expect(await codes()).toContain('condition-never-true');
    await unlink(path(one));
    live.lookAgain();
    expect(await codes()).toContain('condition-never-true');
    const copy = 'detections/endpoint/copy.yml';
    live.put(path(copy), detection('`shared` | stats count by dest, user'));
    expect(await codes(path(copy))).toContain('duplicate-identity');
    live.release(path(one));
    expect(await codes(path(copy))).not.toContain('duplicate-identity');
    await put(copy, 'name: x');
    live.lookAgain();
    expect(await codes(path(copy))).not.toContain('content-schema');
    live.release(path(copy));
    live.put(path(copy), 'name: x');
    expect(await codes(path(copy))).toContain('content-schema');
  });

  it('tells how far it is with reading, and what is wrong in the configuration', async () => {
    for (let i = 0; i < 40; i++) await put(`macros/m${i}.yml`, `name: m${i}\ndefinition: a=${i}\n`);
    await put('escudo.yml', 'rules: {no-such-rule: off}\n');
    const told: [number, number][] = [];
    live = new LiveCheck({
      root,
      paths: [root],
      today: () => today,
      progress: (done, total) => told.push([done, total]),
    });
    live.put(path(one), detection('`shared` | stats count by dest, user'));
    await live.findings();
    expect(told).toEqual([
      [16, 42],
      [32, 42],
    ]);
    expect(live.problems.map(({ message }) => message)).toEqual([expect.stringContaining('no-such-rule')]);
    await unlink(path('escudo.yml'));
    live.lookAgain();
    await live.findings();
    expect(live.problems).toEqual([]);
  });

  it('takes one file of many as it is in the editor while they are being read', async () => {
    live.put(path(one), detection('`shared` | stats count by dest, user'));
    const before = live.findings();
    live.put(path(one), detection('`nobody` | stats count by dest, user'));
    await before;
    expect(await codes()).toContain('macro-unknown');
  });
});
