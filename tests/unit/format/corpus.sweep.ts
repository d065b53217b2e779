import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../src/api/options.js';
import { prepare } from '../../../src/api/run.js';
import { readDocument } from '../../../src/content/document.js';
import { type FormatCompilers, formatFile } from '../../../src/format/format-file.js';
import { loadContent } from '../../../src/node/content/load-content.js';
import { canonical, canonicalPlan } from '../../../src/plan/canonical.js';
import { createSource } from '../../../src/source/source.js';
import { chosen, corpus, corpusPresent, publishedFiles, whole } from '../../corpus/published.js';

const { settings } = readSettings({ now: 0 });

describe.skipIf(!corpusPresent)('the published content', () => {
  test('every search keeps its tree and its plan, and is laid out once and for all', async () => {
    const rules = [...publishedFiles('detections', 24), ...publishedFiles('baselines', 6)];
    const content = await loadContent({ rules, content: corpus });
    const compilers = {
      search: (search) => prepare(search, content.catalog, settings, 'search'),
      macro: (text) => prepare(text, content.catalog, settings, 'rows'),
    } satisfies FormatCompilers;
    const meaning = (text: string): string => {
      const { tree, plan } = prepare(createSource('<search>', text), content.catalog, settings, 'search');
      return canonical(tree) + (plan === undefined ? '' : canonicalPlan(plan));
    };
    const searches = new Map(
      [...content.detections, ...content.baselines].map((each) => [each.file.name, each.search.text]),
    );
    const others = content.files.filter(({ source }) => !searches.has(source.name));
    const files = [...content.files.filter(({ source }) => searches.has(source.name)), ...chosen(others, 40)];
    const counts = { 'no-spl': 0, 'as-it-was': 0, changed: 0, left: 0 };
    for (const { source, path } of files) {
      const result = formatFile(source, path, compilers);
      counts[result.state]++;
      if (result.state !== 'changed') continue;
      expect(formatFile(createSource(source.name, result.text), path, compilers).state, path).toBe('as-it-was');
      const before = searches.get(source.name);
      if (before === undefined) continue;
      const after = readDocument(createSource(source.name, result.text)).root!.entries.get('search')!.value;
      expect(meaning(after.kind === 'scalar' ? after.text : ''), path).toBe(meaning(before));
    }
    expect(counts.changed).toBeGreaterThan(whole ? 1300 : 24);
    expect(counts.left).toBeLessThan(10);
  });
});
