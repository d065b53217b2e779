import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lintRules } from '../../../../src/lint/index.js';
import { reporters } from '../../../../src/lint/reporters/index.js';
import { checkContent } from '../../../../src/node/check/check-content.js';
import { type CheckPart, LocalCheckPart } from '../../../../src/node/check/check-part.js';
import type { GatheredFile } from '../../../../src/node/content/gather-content.js';
import { exampleFiles } from '../../lint/example-content.js';

let root: string;

/** Content with every kind of finding that needs more than one file, spread over many files. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'escudo-threads-'));
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  for (let i = 0; i < 12; i++) {
    const search = [
      'index=a `shared(1)` | stats count by dest, user',
      'index=a `missing` | stats count by dest',
      '| tstats count from datamodel=Endpoint.Processes where Processes.nothing=1 by Processes.dest',
      'index=a | lookup seen dest OUTPUT first | lookup unseen dest | stats count by dest, user',
    ][i % 4]!;
    for (const [path, text] of exampleFiles({ search }))
      await put(path.replace('.yml', `_${i}.yml`), text.replace('Example Detection', `Example Detection ${i >> 1}`));
  }
  await put('macros/shared.yml', 'name: shared(1)\narguments: [x]\ndefinition: where y="*$x$*"\n');
  await put('macros/unused_argument.yml', 'name: unused(1)\narguments: [x]\ndefinition: a=1\n');
  await put('macros/broken.yml', 'name: [x');
  await put('lookups/seen.yml', 'name: seen\nlookup_type: csv\n');
  await put('lookups/seen.csv', 'dest,first\na,1,2\n');
  await put('lookups/orphan.csv', 'a\n1\n');
  await put(
    'deployments/a.yml',
    'name: A\ntype: TTP\nscheduling: {cron_schedule: x, earliest_time: -1h, latest_time: now}\n',
  );
  await put(
    'deployments/b.yml',
    'name: B\ntype: TTP\nscheduling: {cron_schedule: x, earliest_time: -1h, latest_time: now}\n',
  );
  await put('escudo.yml', 'rules: {file-name: off}\nignore:\n  - {rule: lookup-orphan, reason: kept for others}\n');
  const suppressed = [...exampleFiles({})][0]!;
  await put('detections/endpoint/quiet.yml', `# escudo-ignore-file duplicate-identity: a copy\n${suppressed[1]}`);
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A part that gets and gives what a thread would: copies of plain data. */
class CopiedPart implements CheckPart {
  readonly #part: LocalCheckPart;
  constructor(files: readonly GatheredFile[]) {
    this.#part = new LocalCheckPart(structuredClone(files));
  }
  read: CheckPart['read'] = async () => structuredClone(await this.#part.read());
  check: CheckPart['check'] = async (task, progress) =>
    structuredClone(await this.#part.check(structuredClone(task), progress));
  close: CheckPart['close'] = () => this.#part.close();
}

async function allReports(
  jobs: number,
  startThread?: (files: readonly GatheredFile[]) => CheckPart,
  check: typeof checkContent = checkContent,
): Promise<string> {
  const { report, diagnostics } = await check({ paths: [root], today: '2026-06-01', jobs }, startThread);
  expect(diagnostics).toEqual([]);
  const context = { rules: lintRules, version: '0', pathOf: (file: string) => file };
  return [...reporters].map(([name, reporter]) => `${name}\n${reporter(report, context)}`).join('\n');
}

describe('checking in threads', () => {
  it('reports the same, byte for byte, for any number of parts', async () => {
    const alone = await allReports(1);
    for (const code of [
      'macro-unknown',
      'duplicate-identity',
      'deployment-resolution',
      'data-model-field',
      'yaml-syntax',
    ])
      expect(alone).toContain(code);
    for (const jobs of [2, 3, 7, 100]) expect(await allReports(jobs, (files) => new CopiedPart(files))).toBe(alone);
  });

  it('tells how far it is, from all parts', async () => {
    const told: number[] = [];
    const progress = (done: number, total: number) => {
      expect(total).toBe(13);
      told.push(done);
    };
    await checkContent({ paths: [root], today: '2026-06-01', jobs: 3, progress }, (files) => new CopiedPart(files));
    expect(told.at(-1)).toBe(13);
  });

  it('reports a file that goes between being found and being read, and checks the others', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'escudo-gone-'));
    try {
      await mkdir(join(folder, 'macros'));
      for (const name of ['a', 'b', 'c', 'd'])
        await writeFile(join(folder, `macros/${name}.yml`), `name: ${name}\ndefinition: index=x | head nothing\n`);
      const gone: string[] = [];
      const { report, diagnostics } = await checkContent({ paths: [folder], today: '2026-06-01', jobs: 2 }, (files) => {
        // Everything has been found by now, and nothing been read.
        gone.push(files[0]!.path);
        rmSync(files[0]!.path);
        return new LocalCheckPart(files);
      });
      const found = [...diagnostics, ...report.findings];
      const unreadable = found.filter(({ code }) => code === 'content-unreadable');
      expect(unreadable.map(({ message }) => gone.some((path) => message.includes(path)))).toEqual([true]);
      expect(report.checked.macros).toBe(3);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('fails when a part fails, and closes the others', async () => {
    let closed = 0;
    const failing = (files: readonly GatheredFile[]): CheckPart => ({
      read: () => new LocalCheckPart(files).read(),
      check: () => Promise.reject(new Error('a bug')),
      close: () => {
        closed++;
      },
    });
    await expect(checkContent({ paths: [root], today: '2026-06-01', jobs: 3 }, failing)).rejects.toThrow('a bug');
    expect(closed).toBe(2);
  });
});

const built = new URL('../../../../dist/node/check/check-content.js', import.meta.url);

describe.skipIf(!existsSync(built))('threads of the built program (skipped before `npm run build`)', () => {
  it('report what this thread reports, and hand over what goes wrong', async () => {
    const program = (await import(built.href)) as typeof import('../../../../src/node/check/check-content.js');
    const alone = await allReports(1, undefined, program.checkContent);
    for (const jobs of [2, 3]) expect(await allReports(jobs, undefined, program.checkContent)).toBe(alone);
    const threads = new URL('check-thread.js', built).href;
    const { CheckThread } = (await import(threads)) as typeof import('../../../../src/node/check/check-thread.js');
    const broken = new CheckThread([{ path: join(root, 'escudo.yml') } as GatheredFile]);
    await expect(broken.read()).rejects.toThrow(TypeError);
    broken.close();
  });
});
