import type { Detection } from '../content/detection.js';
import { spanOfPath } from '../content/node.js';
import type { Label } from '../diagnostics/diagnostic.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import type { LintDiagnostic, LintSearch } from './define.js';

/** Where a key of a detection stands, by its path in the file; the nearest parent when it is not there. */
export function keyPlace(detection: Pick<Detection, 'file' | 'document'>, ...path: readonly string[]): Label {
  return { source: detection.file, span: spanOfPath(detection.document, path) };
}

/** A place in the expanded text of a search. */
export function searchPlace(search: LintSearch, span: Span, message?: string): Label {
  const { source } = search.compiled;
  return message === undefined ? { source, span } : { source, span, message };
}

/** The place of a name inside a stretch of the search; the stretch, cut to its first line, when it is not written there. */
export function namePlace(search: LintSearch, within: Span, name: string): Label {
  const { source } = search.compiled;
  const text = source.text.slice(within.start, within.end);
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + name.length] ?? ' ';
    if (!/[\w.{}]/.test(before) && !/[\w{}]/.test(after))
      return searchPlace(search, { start: within.start + at, end: within.start + at + name.length });
  }
  const line = /\r?\n/.exec(text)?.index;
  return searchPlace(search, line === undefined ? within : { start: within.start, end: within.start + line });
}

/**
 * Moves a finding whose text came out of a macro to the call in the file that the search is written in; the place in the
 * macro becomes a related one.
 */
export function anchored(found: LintDiagnostic, file: Source): LintDiagnostic {
  if (found.primary === undefined) return { ...found, primary: { source: file, span: { start: 0, end: 0 } } };
  const place = rootPlace(found.primary.source, found.primary.span);
  const call = place.calls[0];
  if (call === undefined || place.source.name === file.name) return found;
  return {
    ...found,
    primary: { source: call.source, span: call.span },
    related: [{ source: place.source, span: place.span, message: 'in the text of the macro' }, ...found.related],
  };
}
