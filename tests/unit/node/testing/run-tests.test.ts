import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTests, type TestRunOptions } from '../../../../src/node/testing/run-tests.js';
import type { TestOutcome } from '../../../../src/testing/outcome.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'escudo-tests-'));
  write('contentctl.yml', 'path: .\n');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string | Buffer): void {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

interface Given {
  readonly search: string;
  readonly tests: string;
  readonly more?: string;
}

function detection(file: string, { search, tests, more = '' }: Given): void {
  write(
    `detections/${file}.yml`,
    `name: ${file}\nid: 0f0b7a52-6d0c-4c59-9a0f-2f6b9f3f7f10\nversion: 1\nstatus: production\ntype: TTP\ndescription: d\nsearch: |-\n  ${search}\n${more}rba:\n  message: m\n  risk_objects:\n  - field: host\n    type: system\n    score: 1\n  threat_objects: []\ntests:\n${tests}`,
  );
}

const attack = (data: string): string =>
  `- name: log\n  attack_data:\n  - data: https://example.org/datasets/a/${data}\n    source: app.log\n    sourcetype: app\n`;
const events =
  '{"_raw":"user=eve","host":"h1","_time":1700000000}\n{"_raw":"user=bob","host":"h2","_time":1700000100}\n';

async function run(options: Partial<TestRunOptions> = {}): Promise<TestOutcome[]> {
  const result = await runTests({
    rules: [join(root, 'detections')],
    data: [join(root, 'data')],
    workers: 0,
    ...options,
  });
  if ('problem' in result) throw new Error(result.problem);
  return [...result.report.outcomes];
}

describe('runTests', () => {
  it("replays a log with the test's metadata, now after the newest event", async () => {
    write('data/a/x.log.gz', gzipSync(events));
    const search =
      'sourcetype=app source=app.log index=contentctl_testing_index user=eve earliest=-5m | table host user';
    detection('fires', { search, tests: attack('x.log') });
    expect(await run()).toMatchObject([{ status: 'passed', rows: 1, events: 2, reasons: [] }]);
  });

  it('tells missing data, pointers and failures apart', async () => {
    write('data/a/pointer.log', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
    write('data/a/x.log', events);
    detection('gone', { search: 'user=eve', tests: attack('gone.log') });
    detection('pointer', { search: 'user=eve', tests: attack('pointer.log') });
    detection('quiet', { search: 'sourcetype=app user=mallory host=h1 | stats count by host', tests: attack('x.log') });
    const [gone, pointer, quiet] = await run();
    expect(gone).toMatchObject({
      status: 'no-data',
      fetch: [expect.stringContaining('https://example.org/datasets/a/gone.log')],
    });
    expect(pointer).toMatchObject({
      status: 'no-data',
      fetch: [expect.stringMatching(/^git -C \S*data\/a lfs pull --include/)],
    });
    expect(quiet).toMatchObject({ status: 'failed', rows: 0 });
    const end = quiet!.explanation!.end!;
    expect(quiet!.explanation!.steps.map((each) => [each.rowsIn, each.rowsOut])).toEqual([
      [2, 0],
      [0, 0],
    ]);
    expect(end.nearestMiss!.conditions.map((each) => [each.text, each.holds, each.rows])).toEqual([
      ['sourcetype=app', true, 2],
      ['user=mallory', false, 0],
      ['host=h1', true, 1],
    ]);
    expect(end.nearestMiss!.conditions[1]!.fields).toEqual([{ name: 'user', values: ['eve'] }]);
  });

  it('refuses what cannot run, and fails what is broken, with the place in the file', async () => {
    write('data/a/x.log', events);
    detection('broken', { search: 'user=eve | stats count by', tests: attack('x.log') });
    detection('nofield', { search: 'user=eve | table user', tests: attack('x.log') });
    const [broken, nofield] = await run();
    expect(broken).toMatchObject({ status: 'failed' });
    expect(broken!.reasons[0]).toMatch(/broken\.yml:8:\d+: /);
    expect(nofield).toMatchObject({ status: 'failed', reasons: ['no row has the entity field host; rows have: user'] });
  });

  it('skips experimental tests and those done by hand unless asked', async () => {
    const tests = '- name: e\n  test_type: experimental\n  events: [x]\n';
    detection('one', { search: '* | table host', tests, more: 'tags:\n  manual_test: by hand\n' });
    detection('two', { search: '* | table host', tests });
    expect((await run({ data: [] })).map((each) => each.status)).toEqual(['skipped', 'skipped']);
    expect((await run({ data: [], selection: { experimental: true } })).map((each) => each.status)).toEqual([
      'passed',
      'passed',
    ]);
  });

  it('runs events written in the test: texts, fields, metadata of their own', async () => {
    const tests =
      '- name: inline\n  expected_results: 3\n  sourcetype: app\n  host: box\n  events:\n  - user=eve from=text\n  - user: eve\n    n: 7\n  - _raw: user=eve\n    host: other\n    sourcetype: app\n';
    detection('inline', { search: 'sourcetype=app user=eve | table host user', tests });
    expect(await run({ data: [] })).toMatchObject([{ status: 'passed', rows: 3 }]);
  });

  it('runs the baselines a detection lists first, into tables of that test only', async () => {
    write('lookups/seen.yml', 'name: seen\nlookup_type: kvstore\nfields: [user, n]\n');
    write(
      'baselines/b.yml',
      'name: Seen users\nid: 0f0b7a52-6d0c-4c59-9a0f-2f6b9f3f7f11\nversion: 1\nstatus: production\ntype: Baseline\ndescription: d\nsearch: sourcetype=app | stats count as n by user | outputlookup seen\n',
    );
    const search = 'sourcetype=app | lookup seen user OUTPUT n | where isnotnull(n) | table host user';
    const tests = '- name: t\n  sourcetype: app\n  events:\n  - user=eve\n';
    detection('a_with', { search, tests, more: 'baselines:\n- Seen users\n' });
    detection('b_without', { search, tests });
    detection('c_unknown', { search, tests, more: 'baselines:\n- Seen user\n' });
    const [a, b, c] = await run({ data: [] });
    expect(a).toMatchObject({ status: 'passed', rows: 1 });
    expect(b).toMatchObject({ status: 'failed', rows: 0 });
    expect(c!.reasons[0]).toContain('did you mean Seen users?');
  });

  it('limits itself to what changed: the file, its macros in macros, its tables', async () => {
    const tests = '- name: t\n  sourcetype: app\n  events:\n  - user=eve\n';
    write('macros/outer.yml', 'name: outer\ndefinition: "`inner`"\n');
    write('macros/inner.yml', 'name: inner\ndefinition: user=eve\n');
    write('lookups/names.yml', 'name: names\nlookup_type: csv\n');
    write('lookups/names.csv', 'user,full\neve,Eve\n');
    detection('a_macro', { search: '`outer` | table host', tests });
    detection('b_table', { search: 'user=eve | lookup names user | table host', tests });
    detection('c_plain', { search: 'user=eve | table host', tests });
    const git = (...args: string[]): void =>
      void execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args]);
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    const changed = async (ref = ''): Promise<string[]> =>
      (await run({ data: [], changed: ref })).map((each) => each.detection);
    expect(await changed()).toEqual([]);
    write('macros/inner.yml', 'name: inner\ndefinition: user=eve host=*\n');
    expect(await changed()).toEqual(['a_macro']);
    write('lookups/names.csv', 'user,full\neve,Eva\n');
    expect(await changed()).toEqual(['a_macro', 'b_table']);
    git('commit', '-q', '-a', '-m', 'second');
    detection('d_new', { search: 'user=eve | table host', tests });
    expect(await changed()).toEqual(['d_new']);
    expect(await changed('HEAD~1')).toEqual(['a_macro', 'b_table', 'd_new']);
    await expect(changed('--output=x')).rejects.toThrow('no name of a commit');
    await expect(changed('nowhere')).rejects.toThrow('nowhere');
  });

  it('says why nothing could be run', async () => {
    write('detections/empty.yml', 'name: x\nsearch: x\n');
    await expect(run({ data: [] })).rejects.toThrow('has a test');
    await expect(run({ data: [join(root, 'nowhere')] })).rejects.toThrow('no such file');
  });
});
