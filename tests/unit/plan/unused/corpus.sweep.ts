import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../../src/api/options.js';
import { prepare } from '../../../../src/api/run.js';
import { loadContent } from '../../../../src/node/content/load-content.js';
import { withoutUnused } from '../../../../src/plan/unused/without-unused.js';
import { corpus, corpusPresent, publishedFiles, whole } from '../../../corpus/published.js';
import { partsLeftOut } from './parts-of.js';

const { settings } = readSettings({ now: 1_763_600_000 });

/** How many parts of the published detections are for nothing. A change of these numbers is a change of what runs. */
const expected = {
  detections: 100,
  result: 144,
  ctime: 30,
  rename: 22,
  keep: 12,
  table: 10,
  eval: 2,
};

describe.skipIf(!corpusPresent)('the published detections', () => {
  test('work out what nobody asks for', async () => {
    const content = await loadContent({ rules: publishedFiles('detections', 60), content: corpus });
    const found: Record<string, number> = { detections: 0 };
    for (const { search } of content.detections) {
      const { plan } = prepare(search, content.catalog, settings, 'search');
      if (plan === undefined) continue;
      const less = withoutUnused(plan);
      if (less === plan) continue;
      found.detections!++;
      for (const part of partsLeftOut(plan, less)) {
        const [kind] = part.split(' ') as [string];
        found[kind] = (found[kind] ?? 0) + 1;
      }
    }
    if (whole) expect(found).toEqual(expected);
    else expect(Object.keys(expected)).toEqual(expect.arrayContaining(Object.keys(found)));
    expect(found.detections).toBeGreaterThan(0);
  });
});
