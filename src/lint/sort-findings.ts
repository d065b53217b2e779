import { rootPlace } from '../source/origin-map.js';
import type { LintDiagnostic } from './define.js';

function order<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By file, place, code and message: the same findings always come in the same order. */
export function inFileOrder(a: LintDiagnostic, b: LintDiagnostic): number {
  const left = a.primary === undefined ? undefined : rootPlace(a.primary.source, a.primary.span);
  const right = b.primary === undefined ? undefined : rootPlace(b.primary.source, b.primary.span);
  return (
    order(left?.source.name ?? '', right?.source.name ?? '') ||
    order(left?.span.start ?? 0, right?.span.start ?? 0) ||
    order(left?.span.end ?? 0, right?.span.end ?? 0) ||
    order(a.code, b.code) ||
    order(a.message, b.message)
  );
}
