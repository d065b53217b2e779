import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check } from '../../../src/cli/commands/check.js';
import { checkSpec } from '../../../src/cli/commands/check-spec.js';
import type { CliIo } from '../../../src/cli/io.js';
import type { OptionValues } from '../../../src/cli/option.js';
import { parseOptions } from '../../../src/cli/parse-options.js';
import { checkContent } from '../../../src/node/check/check-content.js';
import { exampleFiles } from './example-content.js';

let root: string;

async function put(files: Iterable<readonly [string, string | Uint8Array]>): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const sink = (add: (text: string) => void) => ({
    write: async (text: string) => add(text),
    isTerminal: false,
    width: 100,
  });
  const io: CliIo = {
    stdout: sink((text) => {
      out += text;
    }),
    stderr: sink((text) => {
      err += text;
    }),
    stdin: (async function* () {})(),
    env: {},
    clock: () => Date.UTC(2026, 5, 1),
    timer: () => 0,
  };
  const code = await check(parseOptions(args, checkSpec) as OptionValues, io);
  return { code, out, err };
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'escudo-check-'));
  await put([
    ...exampleFiles({}),
    ['macros/one.yml', 'name: one\ndefinition: x=1\n'],
    ['lookups/one.yml', 'name: one\nlookup_type: csv\n'],
    ['lookups/one.csv', 'x\n1\n'],
  ]);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const codesOf = async (paths: string[] = [root]) =>
  (await checkContent({ paths, today: '2026-06-01' })).report.findings.map((each) => each.code);

describe('checking content on disk', () => {
  it('looks at no more than the head of what is removed, and takes no macros from there', async () => {
    await put([
      [
        'removed/detections/old.yml',
        "name: Old\nstatus: removed\ndate: '2031-01-01'\ntype: TTP\nsearch: index=a | bogus\n",
      ],
      ['removed/macros/gone.yml', 'name: gone\ndefinition: x=1\n'],
      ['detections/endpoint/uses_gone.yml', 'name: Uses Gone\nid: 1\ntype: Hunting\nsearch: index=a `gone`\n'],
    ]);
    const { report } = await checkContent({ paths: [root], today: '2026-06-01' });
    const ofRemoved = report.findings.filter((each) => each.primary?.source.name.includes('removed'));
    expect(ofRemoved.map((each) => each.code)).toEqual(['date-invalid']);
    expect(report.findings.map((each) => each.message)).toContain('There is no macro `gone`.');
    expect(report.checked.detections).toBe(2);
  });

  it('finds nothing in content without fault', async () => {
    expect(await codesOf()).toEqual([]);
  });

  it.each([
    ['data/made/one.log', []],
    ['./data/made/one.log', []],
    ['logs/one.log', ['test-data']],
    ['data/made', ['test-data']],
  ])('looks for the data of a test where it says: %s', async (data, codes) => {
    const tests = `tests:\n  - name: One\n    attack_data:\n      - {data: ${data}, source: s, sourcetype: b}`;
    await put([...exampleFiles({ yaml: tests }), ['data/made/one.log', 'x\n']]);
    expect(await codesOf()).toEqual(codes);
  });

  it('gives a diagnostic for each bad file, and checks the others', async () => {
    await put([
      ['macros/binary.yml', new Uint8Array([0, 1, 2, 3])],
      ['macros/broken.yml', 'name: [x'],
      [
        'macros/bomb.yml',
        `a: &a [${'x, '.repeat(20)}]\n${[...'bcdef'].map((name, i) => `${name}: &${name} [${`*${'abcde'[i]}, `.repeat(20)}]`).join('\n')}\n`,
      ],
      ['macros/deep.yml', `a: ${'['.repeat(500)}${']'.repeat(500)}`],
      [
        'detections/endpoint/broken_search.yml',
        'name: Broken Search\nid: 2\ntype: TTP\nsearch: index=a | stats count by (x',
      ],
    ]);
    await symlink('.', join(root, 'macros', 'loop'));
    await symlink('/etc', join(root, 'macros', 'outside'));
    await symlink('missing.yml', join(root, 'macros', 'gone.yml'));
    const codes = await codesOf();
    for (const code of [
      'content-not-text',
      'yaml-syntax',
      'content-outside-root',
      'content-unreadable',
      'syntax-error',
    ])
      expect(codes).toContain(code);
  });

  it('names the file of a table wherever the check runs', async () => {
    await put([['lookups/one.csv', 'x\n1,2\n']]);
    const { report } = await checkContent({ paths: [root], today: '2026-06-01' });
    expect(report.findings.map(({ code, primary }) => [code, primary!.source.name])).toEqual([
      ['lookup-row-length', join(root, 'lookups/one.csv')],
    ]);
    expect(await codesOf([join(root, 'lookups')])).toEqual(['lookup-row-length']);
    expect(await codesOf([join(root, 'detections')])).toEqual([]);
  });

  it.each([
    ['x\n"a\n', ['lookup-open-quote']],
    ['x\n*a.exe\n*b*\nc:\\d*\n', ['lookup-exact-wildcards']],
    ['x\n*a.exe\nplain\nb\n', []],
    ['x\n"a *quoted* text"\n*\n', []],
  ])('reads the table of a lookup: %j', async (table, codes) => {
    const search = 'index=a sourcetype=b | lookup one x OUTPUT x AS user | stats count by dest, user';
    await put([...exampleFiles({ search }), ['lookups/one.csv', table]]);
    expect(await codesOf()).toEqual(codes);
    await put([['lookups/one.yml', 'name: one\nlookup_type: csv\nmatch_type: [WILDCARD(x)]\n']]);
    expect(await codesOf()).toEqual(codes.filter((code) => code !== 'lookup-exact-wildcards'));
  });

  it('points at the part of a schedule or lookup that is wrong', async () => {
    const schedule = 'cron_schedule: 0 25 * * *\n  earliest_time: -1h\n  latest_time: -2h\n  schedule_window: auto';
    await put([
      ['deployments/ttp.yml', `name: D\ntype: TTP\nscheduling:\n  ${schedule}\nalert_action: {rba: {enabled: true}}\n`],
      ['lookups/one.yml', 'name: one\nlookup_type: csv\nmatch_type: [WILDCARD(y)]\nmin_matches: 9\nmax_matches: 3\n'],
    ]);
    const { report } = await checkContent({ paths: [root], today: '2026-06-01' });
    const marked = report.findings.map(({ code, primary }) => [
      code,
      primary!.source.text.slice(primary!.span.start, primary!.span.end),
    ]);
    expect(marked).toEqual(
      expect.arrayContaining([
        ['schedule-invalid', '0 25 * * *'],
        ['earliest-after-latest', '-1h'],
        ['lookup-definition', 'match_type'],
        ['lookup-definition', '9'],
      ]),
    );
  });

  it('looks at all content and reports on what was asked for', async () => {
    await put([['detections/endpoint/other.yml', 'name: Other\nid: 2\ntype: TTP\nsearch: index=a `no_such_macro`']]);
    expect(await codesOf([join(root, 'detections/endpoint/example_detection.yml')])).toEqual([]);
    expect(await codesOf()).toContain('macro-unknown');
  });

  it('compares with a git revision', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args]);
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    await put(exampleFiles({ search: 'index=b sourcetype=b | stats count by dest, user' }));
    const since = await checkContent({ paths: [root], today: '2026-06-01', since: 'HEAD' });
    expect(since.report.findings.map((each) => each.code).sort()).toEqual(['date-not-changed', 'version-not-raised']);
    const unknown = await checkContent({ paths: [root], today: '2026-06-01', since: '--output=/tmp/x' });
    expect(unknown.diagnostics.map((each) => each.code)).toContain('content-unreadable');
  });
});

describe('escudo check', () => {
  it('exits with 0 without errors, 1 with errors, 2 for what cannot be read', async () => {
    expect((await run(root)).code).toBe(0);
    await put([['macros/bad.yml', 'name: bad\ndefinition: "`no_such_macro`"']]);
    expect((await run(root)).code).toBe(1);
    expect((await run(join(root, 'missing'))).code).toBe(2);
  });

  it('reads escudo.yml, and writes the report where it is told', async () => {
    await put([
      ['macros/bad.yml', 'name: bad\ndefinition: "`no_such_macro`"'],
      ['escudo.yml', 'rules: {macro-text: warning}\n'],
    ]);
    const file = join(root, 'report.json');
    expect((await run(root, '--reporter', 'json', '--output', file)).code).toBe(0);
    expect(JSON.parse(await readFile(file, 'utf8')).counts).toEqual({ error: 0, warning: 1, info: 0 });
  });

  it('says once what is wrong in escudo.yml', async () => {
    await put([['escudo.yml', 'rules: [a\n']]);
    const { code, out, err } = await run(root);
    expect(code).toBe(1);
    expect([out.match(/yaml-syntax/g)?.length ?? 0, err.match(/yaml-syntax/g)?.length ?? 0]).toEqual([0, 1]);
  });

  it('mends what is safe with --fix', async () => {
    await put(exampleFiles({ search: 'index=a sourcetype=b x=1 or y=2 | stats count by dest, user' }));
    const { code, err } = await run(root, '--fix');
    expect(code).toBe(0);
    expect(err).toContain('1 fix made.');
    expect(await readFile(join(root, 'detections/endpoint/example_detection.yml'), 'utf8')).toContain('x=1 OR y=2');
  });
});
