import { type OriginCall, rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import type { AnyDiagnostic, Label } from './diagnostic.js';

/** A stretch of a file that a diagnostic points at. */
export interface Mark {
  readonly source: Source;
  readonly span: Span;
  readonly message: string;
  readonly isPrimary: boolean;
}

/** Macro calls shown at each end of a long chain. */
const shownCalls = 4;

/**
 * Every place a diagnostic has to show, in files: the primary one, the macro calls that led there from the inside out, the
 * related ones.
 */
export function marksOf(diagnostic: AnyDiagnostic): Mark[] {
  const marks: Mark[] = [];
  if (diagnostic.primary !== undefined) {
    const place = rootPlace(diagnostic.primary.source, diagnostic.primary.span);
    const { source, span } = place;
    marks.push({ source, span, message: diagnostic.primary.message ?? '', isPrimary: true });
    const calls = [...place.calls].reverse();
    const hidden = calls.length - 2 * shownCalls;
    for (const [i, call] of calls.entries()) {
      if (hidden > 0 && i >= shownCalls && i < shownCalls + hidden) continue;
      const more = hidden > 0 && i === shownCalls + hidden ? ` (after ${hidden} calls that are not shown)` : '';
      marks.push(rooted({ source: call.source, span: call.span, message: callText(call) + more }));
    }
  }
  for (const label of diagnostic.related) marks.push(rooted(label));
  return marks.filter((mark, i) => marks.findIndex((other) => isSame(mark, other)) === i);
}

/** What a macro call has to do with the place it led to. */
export function callText(call: OriginCall): string {
  return call.argument === undefined
    ? `in the expansion of \`${call.macro}\`, called here`
    : `as the argument \`$${call.argument}$\` of \`${call.macro}\`, used here`;
}

function rooted(label: Label): Mark {
  const { source, span } = rootPlace(label.source, label.span);
  return { source, span, message: label.message ?? '', isPrimary: false };
}

function isSame(a: Mark, b: Mark): boolean {
  return a.source === b.source && a.span.start === b.span.start && a.span.end === b.span.end && a.message === b.message;
}
