import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../src/content/catalog.js';
import { readCsvLookup } from '../../../src/content/lookup-table.js';
import { exactWildcardColumns } from '../../../src/content/table-columns.js';
import type { LintRule, RuleExample } from '../../../src/lint/define.js';
import { lintRules } from '../../../src/lint/index.js';
import { lintContent } from '../../../src/lint/lint.js';
import { createSource } from '../../../src/source/source.js';
import { earlierDetection, exampleContent, exampleFiles } from './example-content.js';
import { exampleSchemas } from './example-schemas.js';

function findingsOf(example: RuleExample, rules: readonly LintRule[]) {
  const content = exampleContent(example);
  const files = exampleFiles(example);
  const columns = new Map<string, readonly string[]>();
  const exactWildcards = new Map<string, readonly string[]>();
  for (const lookup of content.lookups) {
    const text = lookup.path === undefined ? undefined : files.get(lookup.path);
    if (lookup.kind !== 'csv' || text === undefined) continue;
    const { table } = readCsvLookup(createSource(lookup.path!, text));
    columns.set(lookup.name, table.fields);
    exactWildcards.set(lookup.name, exactWildcardColumns(lookup, table));
  }
  const earlier = example.before === undefined ? undefined : earlierDetection(example.before);
  return lintContent(content, {
    rules,
    schemas: exampleSchemas,
    today: '2026-06-01',
    columns,
    exactWildcards,
    listing: { paths: [...files.keys()], has: (path) => files.has(path) },
    ...(earlier === undefined ? {} : { since: { revision: 'HEAD~1', detections: new Map([[earlier.id, earlier]]) } }),
  }).findings;
}

describe('lint rules', () => {
  it('have unique ids that are sorted', () => {
    const ids = lintRules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([...ids].sort());
    expect(new Catalog().lookup('nothing')).toBeUndefined();
  });

  for (const rule of lintRules) {
    describe(rule.id, () => {
      it('has examples', () => {
        expect(rule.bad.length).toBeGreaterThan(0);
        expect(rule.good.length).toBeGreaterThan(0);
      });
      for (const [index, example] of rule.good.entries()) {
        it(`accepts good example ${index + 1}`, () => {
          const findings = findingsOf(example, [rule]);
          expect(
            findings
              .filter((each) => each.severity === 'error' || each.code === rule.id)
              .map((each) => `${each.code}: ${each.message}`),
          ).toEqual([]);
        });
      }
      for (const [index, example] of rule.bad.entries()) {
        it(`finds bad example ${index + 1}`, () => {
          const found = findingsOf(example, [rule]).filter((each) => each.code === rule.id);
          expect(found.length).toBeGreaterThan(0);
          expect(found[0]!.primary).toBeDefined();
        });
      }
    });
  }

  it('name the field that a condition may mean', () => {
    const rules = lintRules.filter(({ id }) => id === 'condition-never-true' || id === 'condition-always-true');
    const found = findingsOf(
      { search: 'index=a sourcetype=b | stats dc(user) as users by dest | where usres > 3 OR isnull(dets)' },
      rules,
    );
    expect(found.map(({ code, help }) => [code, help[0]])).toEqual([
      ['condition-never-true', 'Did you mean `users`?'],
      ['condition-always-true', 'Did you mean `dest`?'],
    ]);
  });

  it('find nothing in the detection that the examples are made from', () => {
    expect(findingsOf({}, lintRules).map((each) => `${each.severity} ${each.code}: ${each.message}`)).toEqual([]);
  });
});
