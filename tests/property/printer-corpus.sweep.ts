import { beforeAll, describe, expect, test } from 'vitest';
import { language } from '../../src/compile/compile.js';
import { createSource, type Source } from '../../src/source/source.js';
import { printPipeline } from '../../src/syntax/printer.js';
import { corpusPresent } from '../corpus/published.js';
import { corpusSearches } from './corpus-searches.js';
import { withoutSpans } from './without-spans.js';

describe.skipIf(!corpusPresent)('the published content', () => {
  let searches: Source[];
  beforeAll(async () => {
    searches = await corpusSearches(60);
  }, 60_000);

  test('prints and parses to the same trees', () => {
    let parsed = 0;
    const changed: string[] = [];
    for (const each of searches) {
      const { tree, diagnostics } = language.parseSearch(each);
      if (diagnostics.length > 0) continue;
      parsed++;
      for (const layout of ['line', 'lines'] as const) {
        const printed = printPipeline(tree, language, { layout });
        const again = language.parseSearch(createSource('<test>', printed));
        const same = JSON.stringify(withoutSpans(again.tree)) === JSON.stringify(withoutSpans(tree));
        if (!same || again.diagnostics.length > 0) changed.push(`${each.text}\n=>\n${printed}`);
      }
    }
    expect(changed).toEqual([]);
    expect(searches.length - parsed).toBeLessThanOrEqual(2);
  });
});
