import type { Catalog } from '../content/catalog.js';
import type { LookupDefinition } from '../content/lookup-definition.js';
import { type Plan, type PlanNode, walkPlan } from '../plan/plan.js';
import type { LookupTable } from '../values/lookup/lookup-index.js';
import { type Change, type Facet, facetChanges } from './change.js';

/** The tables that searches look into, by the names that they have there. */
export type LookupTables = ReadonlyMap<string, LookupTable>;

/** A side of a comparison, as far as its lookups go. */
export interface LookupSide {
  readonly plan: Plan | undefined;
  readonly catalog: Catalog;
  readonly tables: LookupTables;
}

/** The lookups that a search reads, as it names them. */
export function lookupNames({ root, subsearches }: Plan): Set<string> {
  const names = new Set<string>();
  for (const top of [root, ...subsearches.values()])
    for (const node of walkPlan(top)) {
      const name = lookupOf(node);
      if (name !== undefined) names.add(name);
    }
  return names;
}

function lookupOf(node: PlanNode): string | undefined {
  if (node.kind === 'lookup') return node.table;
  return node.kind === 'generate' && node.rows.from === 'lookup' ? node.rows.table : undefined;
}

/** What changed in the lookups that both versions read: how they match, and their rows. */
export function lookupChanges(before: LookupSide, after: LookupSide): Change[] {
  if (before.plan === undefined || after.plan === undefined) return [];
  const later = lookupNames(after.plan);
  const names = [...lookupNames(before.plan)].filter((name) => later.has(name));
  return names.flatMap((name) => [
    ...facetChanges('lookups', settingsOf(before.catalog.lookup(name)), settingsOf(after.catalog.lookup(name))),
    ...rowChanges(name, before.tables.get(name), after.tables.get(name)),
  ]);
}

function settingsOf(lookup: LookupDefinition | undefined): Facet[] {
  if (lookup === undefined) return [];
  const { name, kind, caseSensitive, minMatches, maxMatches, defaultMatch, filter, match } = lookup;
  const settings: Record<string, string | undefined> = {
    kind,
    case_sensitive_match: String(caseSensitive),
    min_matches: String(minMatches),
    max_matches: String(maxMatches),
    default_match: defaultMatch,
    filter,
    match_type: [...match].map(([field, how]) => `${how.toUpperCase()}(${field})`).join(', ') || undefined,
  };
  return Object.entries(settings).flatMap(([what, text]) =>
    text === undefined ? [] : [{ what: `${what} of lookup ${name}`, slot: what, key: text, text }],
  );
}

function rowChanges(name: string, before: LookupTable | undefined, after: LookupTable | undefined): Change[] {
  if (before === undefined || after === undefined) return [];
  const changes = facetChanges('lookups', columnsOf(name, before), columnsOf(name, after));
  const counts = new Map<string, number>();
  const keyOf = ({ fields }: LookupTable, row: readonly string[]): string =>
    JSON.stringify(fields.map((field, index) => [field, row[index] ?? '']).sort());
  for (const row of before.rows) counts.set(keyOf(before, row), (counts.get(keyOf(before, row)) ?? 0) + 1);
  let added = 0;
  for (const row of after.rows) {
    const left = counts.get(keyOf(after, row)) ?? 0;
    if (left > 0) counts.set(keyOf(after, row), left - 1);
    else added++;
  }
  const removed = [...counts.values()].reduce((sum, left) => sum + left, 0);
  // Where columns came or went every row is another one.
  if ((added > 0 || removed > 0) && changes.length === 0)
    changes.push({
      area: 'lookups',
      kind: 'changed',
      what: `rows of lookup ${name}`,
      before: `${before.rows.length}`,
      after: `${after.rows.length}`,
      note: `${added} came and ${removed} went.`,
    });
  return changes;
}

function columnsOf(name: string, { fields }: LookupTable): Facet[] {
  return fields.map((field) => ({ what: `column of lookup ${name}`, slot: field, key: field, text: field }));
}
