import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commandSpecs } from '../src/cli/commands/specs.js';
import { isProblem, parseOptions } from '../src/cli/parse-options.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const specOf = (name: string) => commandSpecs.find((each) => each.name === name);

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
  readonly pass_filenames?: boolean;
}

describe('.pre-commit-hooks.yaml', () => {
  const hooks = parse(readFileSync(`${root}.pre-commit-hooks.yaml`, 'utf8')) as Hook[];
  test.each(hooks.map((hook) => [hook.id, hook] as const))('%s calls a command with options that it has', (_, hook) => {
    const [program, name, ...args] = hook.entry.split(' ');
    expect(program).toBe('escudo');
    const spec = specOf(name!);
    expect(spec).toBeDefined();
    const files = hook.pass_filenames === false ? [] : ['detections/x.yml'];
    const values = parseOptions([...args, ...files], spec!);
    if (isProblem(values)) throw new Error(values.problem);
    expect(values.words).toEqual(files);
    expect('content/detections/endpoint/x.yml').toMatch(new RegExp(hook.files));
    expect('README.md').not.toMatch(new RegExp(hook.files));
  });
});

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

describe('action.yml', () => {
  const action = parse(readFileSync(`${root}action.yml`, 'utf8')) as {
    inputs: Record<string, unknown>;
    runs: { steps: Step[] };
  };
  const steps = action.runs.steps.filter((step) => step.run !== undefined);

  test('calls commands with options that they have', () => {
    const called: string[] = [];
    for (const { run } of steps) {
      const names = new Set([...run!.matchAll(/"\$ESCUDO" (\w+)/g)].map((found) => found[1]!));
      for (const name of names) {
        called.push(name);
        const options = specOf(name)!.options.map((option) => option.name);
        for (const [, option] of run!.matchAll(/(?<=[\s("])--([a-z-]+)/g)) expect(options, name).toContain(option);
        for (const [, reporter] of run!.matchAll(/--reporter (\w+)/g))
          expect(specOf(name)!.options.find((option) => option.name === 'reporter')!.choices).toContain(reporter);
      }
    }
    expect(called.sort()).toEqual(['check', 'test']);
  });

  test('gives scripts its inputs as variables, never as text of the script', () => {
    const used = steps.flatMap((step) => Object.values(step.env ?? {})).join('\n');
    for (const { run } of steps) expect(run).not.toContain('${{');
    for (const [, name] of used.matchAll(/inputs\.([\w-]+)/g)) expect(Object.keys(action.inputs)).toContain(name);
  });

  test.skipIf(process.platform === 'win32')('has scripts that the shell can read', () => {
    for (const { run } of steps) execFileSync('bash', ['-n'], { input: run! });
  });
});

describe.skipIf(process.platform === 'win32')('.ci/run', () => {
  /** Runs it beside a corpus, with an npm that only says what it was called with, and fails where it is told to. */
  function run(fails: Readonly<Record<string, string>>, tests: string): { status: number | null; lines: string[] } {
    const folder = mkdtempSync(join(tmpdir(), 'escudo-ci-'));
    try {
      for (const each of ['repo/.ci', 'shared/corpus', 'bin']) mkdirSync(join(folder, each), { recursive: true });
      const script = (path: string, text: string): void => {
        writeFileSync(join(folder, path), `#!/usr/bin/env bash\n${text}\n`);
        chmodSync(join(folder, path), 0o755);
      };
      copyFileSync(`${root}.ci/run`, join(folder, 'repo/.ci/run'));
      script('repo/.ci/engines', 'echo installs engines');
      const codes = Object.entries(fails).map(([words, code]) => `"${words}") exit ${code} ;;`);
      script(
        'bin/npm',
        `echo "npm $*"\n[ "$*" = test ] && echo '${tests}'\ncase "$*" in ${codes.join(' ')} esac\nexit 0`,
      );
      const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}` };
      const { status, stdout } = spawnSync('bash', [join(folder, 'repo/.ci/run')], { env, encoding: 'utf8' });
      return { status, lines: stdout.trimEnd().split('\n') };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('runs the corpus, then the tests, and ends with their number', () => {
    const { status, lines } = run({}, '      Tests  12 passed | 1 skipped (13)');
    expect(status).toBe(0);
    expect(lines.filter((line) => line.startsWith('npm ')).slice(-2)).toEqual(['npm run -s corpus', 'npm test']);
    expect(lines.at(-1)).toBe('12 passed, 0 failed');
  });

  test('fails with a corpus that does not hold, and counts the tests all the same', () => {
    const { status, lines } = run({ 'run -s corpus': '1' }, '      Tests  12 passed (12)');
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('12 passed, 0 failed');
  });

  test('fails with a test', () => {
    const { status, lines } = run({ test: '1' }, '      Tests  2 failed | 10 passed (12)');
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('10 passed, 2 failed');
  });

  test('ends before the tests where types are wrong', () => {
    const { status, lines } = run({ 'run -s typecheck': '2' }, '');
    expect(status).toBe(2);
    expect(lines.at(-1)).toBe('npm run -s typecheck');
  });
});
