import type { Fix } from '../diagnostics/diagnostic.js';
import { parentPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import type { LintDiagnostic } from './define.js';

/** Files as they are after mending, by name, and how many fixes went in. */
export interface FixedFiles {
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: number;
  /** Fixes that were left out: text out of a macro, escaped text, or in the way of another fix. */
  readonly left: number;
}

/**
 * Makes the fixes that findings carry. A fix is made only where the text to replace stands in the file exactly as the rule saw it;
 * of two that overlap the first one wins, and a second run makes the other.
 */
export function applyFixes(findings: readonly LintDiagnostic[]): FixedFiles {
  const byFile = new Map<string, { source: Source; edits: { span: Span; text: string }[] }>();
  let left = 0;
  for (const fix of findings.flatMap((found) => found.fixes)) {
    const place = exactPlace(fix);
    if (place === undefined) {
      left++;
      continue;
    }
    const file = byFile.get(place.source.name) ?? { source: place.source, edits: [] };
    byFile.set(place.source.name, file);
    if (
      file.source.text !== place.source.text ||
      file.edits.some((edit) => edit.span.start < place.span.end && place.span.start < edit.span.end)
    )
      left++;
    else file.edits.push({ span: place.span, text: fix.text });
  }
  const texts = new Map<string, string>();
  let applied = 0;
  for (const [name, { source, edits }] of byFile) {
    let { text } = source;
    for (const { span, text: replacement } of edits.sort((a, b) => b.span.start - a.span.start)) {
      text = text.slice(0, span.start) + replacement + text.slice(span.end);
      applied++;
    }
    texts.set(name, text);
  }
  return { texts, applied, left };
}

/** The place of a fix in its file, or undefined when the text there is not what the fix replaces. */
export function exactPlace(fix: Fix): { source: Source; span: Span } | undefined {
  const wanted = fix.source.text.slice(fix.span.start, fix.span.end);
  let source = fix.source;
  let span = fix.span;
  for (let parent = parentPlace(source, span); parent !== undefined; parent = parentPlace(source, span)) {
    if (parent.calls.length > 0) return undefined;
    ({ source, span } = parent);
  }
  return source.text.slice(span.start, span.end) === wanted && wanted !== '' ? { source, span } : undefined;
}
