import { expect } from 'vitest';
import { builtinEngine, type Engine } from '../../src/api/engine.js';
import type { Knowledge } from '../../src/api/knowledge.js';
import { rowOf } from '../../src/api/plain-events.js';
import { prepareSearches, type SearchRequest } from '../../src/api/run-searches.js';
import type { Catalog } from '../../src/content/catalog.js';
import type { RawEvent } from '../../src/events/raw-event.js';
import { createCatalogLookups } from '../../src/exec/lookups/catalog-lookups.js';
import type { LookupSource } from '../../src/exec/lookups/lookup-source.js';
import { unmergedEngine } from './unmerged-engine.js';

async function results(
  requests: readonly SearchRequest[],
  catalog: Catalog,
  knowledge: Knowledge,
  lookups: LookupSource,
  engine: Engine,
  open: () => AsyncIterable<readonly RawEvent[]>,
) {
  const outcomes = await prepareSearches(requests, { catalog, lookups, knowledge, engine }).run(open);
  return outcomes.map(({ state, rows, columns, diagnostics, error }) => ({
    state,
    // The order of fields counts.
    rows: rows.map((row) => JSON.stringify(Object.entries(rowOf(row)))),
    columns,
    diagnostics: diagnostics.map(({ code, message }) => `${code} ${message}`).sort(),
    error,
  }));
}

/** What a run may say of rows that another one does not come to look at: groups that are dropped in the end. */
const aboutTexts = /^run-note Texts longer than the limit regexSubject were cut/;

/** What a run says of a subsearch that another one does not run, as there is nothing to join. */
const aboutSubsearch = /^run-note The subsearch of join reached the limit/;

/**
 * Expects the same of both engines, over the same batches; gives the number of rows. The built-in one may say less about the texts of
 * rows that it need not make.
 */
export async function expectSame(
  requests: readonly SearchRequest[],
  catalog: Catalog,
  knowledge: Knowledge,
  batches: readonly (readonly RawEvent[])[],
  lookups = createCatalogLookups(catalog),
): Promise<number> {
  const open = async function* () {
    yield* batches;
  };
  const merged = await results(requests, catalog, knowledge, lookups, builtinEngine, open);
  const alone = await results(requests, catalog, knowledge, lookups, unmergedEngine, open);
  let rows = 0;
  for (const [index, each] of alone.entries()) {
    expect(each.error).toBeUndefined();
    rows += each.rows.length;
    const found = merged[index]!;
    const diagnostics = each.diagnostics.filter(
      (one) =>
        found.diagnostics.includes(one) ||
        !(aboutTexts.test(one) || (each.rows.length === 0 && aboutSubsearch.test(one))),
    );
    expect(found, requests[index]!.search.text).toEqual({ ...each, diagnostics });
  }
  return rows;
}

/** An event of a few fields. */
export function rawOf(
  event: { readonly sourcetype?: string; readonly source?: string; readonly index?: string },
  line: number,
): RawEvent {
  const { sourcetype, source, index, ...rest } = event;
  return {
    raw: JSON.stringify(rest),
    time: 1_700_000_000 + line,
    timeInherited: false,
    host: 'h',
    source,
    sourcetype,
    index,
    fields: rest,
    fieldsCoverRaw: true,
    format: 'ndjson',
    origin: { file: '-', line, offset: 0 },
  };
}
