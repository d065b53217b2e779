import type { Source } from './source.js';
import { type Span, span } from './span.js';

/**
 * One stretch of a derived text and where it came from.
 * `exact`: character i of the piece is character i of the origin; otherwise the piece as a whole stands for the
 * origin span (an escape sequence, a macro call).
 */
export interface OriginPiece {
  readonly start: number;
  readonly end: number;
  readonly source: Source;
  readonly origin: Span;
  readonly exact: boolean;
  /** Set where the text came out of a macro: the place of the call, in the text the call was written in. */
  readonly via?: OriginCall;
}

/** The macro call a piece of text came out of. */
export interface OriginCall {
  readonly macro: string;
  readonly source: Source;
  readonly span: Span;
}

/** Ordered, gap-free pieces of a derived text. */
export interface OriginMap {
  readonly pieces: readonly OriginPiece[];
}

/** A place in some source, with the macro calls that led there, outermost first. */
export interface Place {
  readonly source: Source;
  readonly span: Span;
  readonly calls: readonly OriginCall[];
}

function pieceIndexAt(pieces: readonly OriginPiece[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function offsetIn(piece: OriginPiece, offset: number, edge: 'start' | 'end'): number {
  if (!piece.exact) return edge === 'start' ? piece.origin.start : piece.origin.end;
  return Math.min(piece.origin.start + (offset - piece.start), piece.origin.end);
}

/** One step up: from a span of a derived text to the place it came from, or undefined for an original text. */
export function parentPlace(source: Source, at: Span): Place | undefined {
  const pieces = source.origin?.pieces;
  if (pieces === undefined || pieces.length === 0) return undefined;
  const first = pieces[pieceIndexAt(pieces, at.start)]!;
  const last = pieces[pieceIndexAt(pieces, Math.max(at.start, at.end - 1))]!;
  const calls = first.via === undefined ? [] : [first.via];
  const start = offsetIn(first, at.start, 'start');
  // A span that runs over several origins is shown where it begins.
  const sameOrigin = last.source === first.source && last.via?.span.start === first.via?.span.start;
  const end = sameOrigin ? offsetIn(last, at.end, 'end') : first.exact ? first.origin.start + (first.end - first.start) : first.origin.end;
  return { source: first.source, span: span(start, Math.max(start, end)), calls };
}

/** The place in the outermost text (the file a person edits), with every macro call on the way. */
export function rootPlace(source: Source, at: Span): Place {
  let place: Place = { source, span: at, calls: [] };
  for (let parent = parentPlace(place.source, place.span); parent !== undefined; ) {
    place = { source: parent.source, span: parent.span, calls: [...parent.calls, ...place.calls] };
    parent = parentPlace(place.source, place.span);
  }
  return place;
}
