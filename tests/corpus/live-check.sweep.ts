import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderJson } from '../../src/diagnostics/render-json.js';
import type { LintDiagnostic } from '../../src/lint/define.js';
import { checkContent } from '../../src/node/check/check-content.js';
import { LiveCheck } from '../../src/node/check/live-check.js';
import { corpus, corpusPresent, publishedFiles, whole } from './published.js';

/** What somebody does to a file. */
const edits: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replace(/\| stats /, '| stast '),
  (text) => text.replace(/^name: .*$/m, 'name: The Same For All'),
  (text) => text.slice(0, text.length >> 1),
  (text) => text.replace(/^id: .*$/m, 'id: 00000000-0000-4000-8000-000000000000'),
  (text) => text.replace(/`(\w+)`/, '`$1_x`'),
  (text) => `# escudo-ignore-file macro-unknown: on purpose\n${text.replace(/`\w+`/, '`nobody`')}`,
  (text) => text.replace(/definition: /, 'definition: foo="x" '),
  (text) => text.replace(/^( *)([a-z_]+): /m, '$1$2x: '),
  (text) => text.replaceAll('\n', '\r\n'),
  () => '',
  (text) => text.replace(/\bAS (\w+)/i, 'AS $1$1'),
  (text) => text.replace(/"/, ''),
  (text) => text.replace(/^id: .*$/m, 'id: 00000000-0000-4000-8000-000000000000').replace('type: ', 'type: x'),
];

describe.skipIf(!corpusPresent)('content that is edited', () => {
  let root: string;
  let files: string[];
  const today = '2026-06-01';

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'escudo-live-'));
    const folders = [
      ['detections', 36],
      ['macros', 24],
      ['lookups', 12],
      ['deployments', 6],
      ['data_sources', 12],
    ] as const;
    const taken = folders.flatMap(([folder, size]) => publishedFiles(folder, size));
    files = taken.map((path) => join(root, path.slice(corpus.length + 1)));
    for (const [index, path] of taken.entries()) {
      await mkdir(dirname(files[index]!), { recursive: true });
      await cp(path, files[index]!);
    }
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const shown = (found: readonly LintDiagnostic[]) => found.map((each) => JSON.stringify(renderJson(each))).sort();

  it('has the findings of a whole check of what is in the editor, edit after edit', async () => {
    const live = new LiveCheck({ root, paths: [root], today: () => today });
    const kinds = new Set<string>();
    // An editor has some files open, however many there are.
    const every = Math.ceil(files.length / (whole ? 150 : 48));
    const open = files.filter((_, index) => index % every === 0);
    for (let round = 0; round < 3; round++) {
      for (const [index, path] of open.entries()) {
        // Some files are closed again, and count as they were saved.
        if ((index + round) % 5 === 4) live.release(path);
        else {
          const text = edits[(index * 5 + round * 3) % edits.length]!(await readFile(path, 'utf8'));
          live.put(path, text);
          // What was found before the next edit must not be in the way.
          if (index % 8 === 0) await live.findings();
          await writeFile(path, text);
        }
      }
      const found = await live.findings();
      const { report } = await checkContent({ paths: [root], today, jobs: 1 });
      const byFile = new Map<string, LintDiagnostic[]>();
      for (const each of report.findings) {
        const file = renderJson(each).place?.file;
        if (file === undefined) continue;
        const all = byFile.get(file);
        if (all === undefined) byFile.set(file, [each]);
        else all.push(each);
      }
      for (const path of open) {
        if (!found.has(path)) continue;
        const expected = byFile.get(path) ?? [];
        expect(shown(found.get(path)!), path).toEqual(shown(expected));
        for (const { code } of expected) kinds.add(code);
      }
      expect(found.size).toBeGreaterThan(open.length / 2);
    }
    expect(kinds.size).toBeGreaterThan(12);
    for (const code of ['macro-unknown', 'duplicate-identity', 'yaml-syntax', 'content-empty'])
      expect([...kinds]).toContain(code);
  });
});
