import { codes } from '../diagnostics/codes.js';
import { type Place, rootPlace } from '../source/origin-map.js';
import type { Span } from '../source/span.js';
import type { LintDiagnostic } from './define.js';

/** Something wrong with the shape of a file: what rules say of the same key says it again. */
interface Fault {
  /** Undefined for a placeholder, which is a part of some value. */
  readonly key: string | undefined;
  /** Where the value is, or the placeholder; undefined where there is no value. */
  readonly span: Span | undefined;
}

/** Findings without those that only follow from what the schema says of a file, or from a placeholder left in it. */
export function withoutConsequences(found: readonly LintDiagnostic[]): readonly LintDiagnostic[] {
  const faults = new Map<string, Fault[]>();
  for (const each of found) {
    const place = placeOf(each);
    const fault = place === undefined ? undefined : faultOf(each, place.span);
    if (place === undefined || fault === undefined) continue;
    const known = faults.get(place.source.name);
    if (known === undefined) faults.set(place.source.name, [fault]);
    else known.push(fault);
  }
  if (faults.size === 0) return found;
  return found.filter((each) => {
    const place = placeOf(each);
    const known = place === undefined ? undefined : faults.get(place.source.name);
    return known === undefined || !known.some((fault) => followsFrom(each, place!, fault));
  });
}

function placeOf({ primary }: LintDiagnostic): Place | undefined {
  return primary === undefined ? undefined : rootPlace(primary.source, primary.span);
}

function faultOf({ code, about }: LintDiagnostic, span: Span): Fault | undefined {
  if (code === 'content-placeholder') return { key: undefined, span };
  if (code !== 'content-schema' || about === undefined) return undefined;
  return { key: about.key, span: about.missing === true ? undefined : span };
}

function followsFrom({ code, about }: LintDiagnostic, { source, span }: Place, fault: Fault): boolean {
  const isSchema = code === 'content-schema';
  // What compiling says is about the search, not about the file.
  if (!isSchema && Object.hasOwn(codes, code)) return false;
  if (fault.key === undefined)
    return contains(span, fault.span!) && !source.text.slice(span.start, span.end).includes('\n');
  if (isSchema) return false;
  if (about !== undefined) return concerns(about.key, fault.key);
  return fault.span !== undefined && contains(fault.span, span);
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether a key is the faulty one, a part of it, or what has it as a part: readers leave out what lacks a part. */
function concerns(key: string, faulty: string): boolean {
  return key === faulty || isBelow(key, faulty) || isBelow(faulty, key);
}

function isBelow(key: string, other: string): boolean {
  return key.startsWith(`${other}.`) || key.startsWith(`${other}[`);
}
