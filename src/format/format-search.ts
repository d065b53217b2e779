import type { CompiledSearch } from '../compile/compile.js';
import { canonical, canonicalPlan } from '../plan/canonical.js';
import { createSource, type Source } from '../source/source.js';
import { layoutSearch } from './layout-search.js';

/** A search laid out, or why it was left as it is; `unparsed`: because it is wrong, where all macros it calls are known. */
export type FormattedSearch = { readonly text: string } | { readonly problem: string; readonly unparsed?: true };

/** Makes a search ready with the macros that stand around it. */
export type SearchCompiler = (search: Source) => CompiledSearch;

/** Lays a search out, and returns the result only when it expands and parses to the same tree and plan. */
export function formatSearch(search: Source, compile: SearchCompiler): FormattedSearch {
  const before = compile(search);
  const error = before.diagnostics.find((each) => each.severity === 'error');
  if (error !== undefined) {
    const isOpen = before.diagnostics.some((each) => each.code === 'macro-unknown');
    return { problem: error.message, ...(isOpen ? {} : { unparsed: true }) };
  }
  if (before.tree.commands.some((each) => each.kind !== 'command'))
    return { problem: 'It holds a command that escudo does not know.' };
  // An original text: offsets of the parts then are those of the search, not of the file.
  const text = layoutSearch(search, before);
  const again = createSource(search.name, text);
  const after = compile(again);
  if (meaningOf(before) !== meaningOf(after))
    return { problem: 'It could not be laid out without changing what it means.' };
  if (layoutSearch(again, after) !== text) return { problem: 'No stable layout was found for it.' };
  return { text };
}

function meaningOf({ tree, plan }: CompiledSearch): string {
  return `${canonical(tree)}\n${plan === undefined ? '' : canonicalPlan(plan)}`;
}
