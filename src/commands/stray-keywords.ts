import type { FieldArgument } from '../syntax/ast.js';
import type { LowerContext } from './define.js';

/** Says of bare words in a field list that they are no keywords there; `advice` has those words, in lower case, and what to write. */
export function reportStrayKeywords(
  fields: readonly FieldArgument[],
  command: string,
  advice: Readonly<Record<string, string>>,
  cx: LowerContext,
): void {
  for (const { name, quoted, span } of fields) {
    const help = quoted ? undefined : Object.entries(advice).find(([word]) => word === name.toLowerCase())?.[1];
    if (help !== undefined) cx.report('keyword-as-field', { word: name, command }, span, { help: [help] });
  }
}
