import type { Source } from '../source/source.js';
import type { Pipeline } from '../syntax/ast.js';

/** Commands behind which the columns of the rows are those that the search names. */
const closing: ReadonlySet<string> = new Set(['chart', 'fields', 'rare', 'stats', 'table', 'top', 'tstats']);

/**
 * Whether the text that a subsearch becomes is certain to be terms such as `( ( user="bob" ) )` and no value: it ends in
 * rows, and none of its fields can be the text itself, which `return` and a field `search` or `query` are (spl-core 5.4).
 */
export function givesTerms(pipeline: Pipeline, source: Source): boolean {
  const last = pipeline.commands[pipeline.commands.length - 1];
  if (last?.kind !== 'command' || !closing.has(last.name)) return false;
  const text = source.text.slice(pipeline.span.start, pipeline.span.end);
  return !/\b(?:search|query)\b/i.test(text.replace(/(^|[[|])(\s*)search\b/gi, '$1$2'));
}
