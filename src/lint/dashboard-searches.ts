import type { DashboardSearch, DashboardSearches } from '../content/dashboard.js';
import { DerivedText } from '../source/derived-text.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import { span } from '../source/span.js';
import type { FileSearch } from './file-search.js';
import { fillable } from './tokens.js';

/**
 * The searches of a dashboard as they can be compiled: one that goes on with the rows of another comes behind the text of that
 * one; behind rows that nobody knows (of a saved search, of a search in another file) behind a search for all events.
 */
export function dashboardSearches({ file, searches }: DashboardSearches): FileSearch[] {
  const byId = new Map(searches.flatMap((each) => (each.id === undefined ? [] : [[each.id, each]])));
  return searches.map((each): FileSearch => {
    const search = { role: 'dashboard', file, detection: undefined } as const;
    if (each.base === undefined) return { ...search, written: fillable(each.query) };
    const own = rootPlace(each.query, span(0, each.query.text.length));
    return { ...search, written: chained(each, byId), own: { source: own.source, span: own.span } };
  });
}

/** Searches that may go on with one another; what lies before is any events. */
export const mostChained = 50;

function chained(last: DashboardSearch, byId: ReadonlyMap<string, DashboardSearch>): Source {
  const chain: DashboardSearch[] = [];
  let next: DashboardSearch | undefined = last;
  for (
    ;
    next !== undefined && chain.length < mostChained && !chain.includes(next);
    next = next.base === undefined ? undefined : byId.get(next.base)
  )
    chain.unshift(next);
  const derived = new DerivedText();
  const at = { source: last.query, span: span(0, 0) };
  if (next !== undefined || chain[0]!.base !== undefined) derived.put('index=*', at.source, at.span);
  for (const { query } of chain) {
    if (derived.length > 0) derived.put(/^\s*\|/.test(query.text) ? '\n' : '\n| ', query, span(0, 0));
    const text = fillable(query);
    derived.copy(text, 0, text.text.length);
  }
  return derived.toSource(last.query.name, at);
}
