import { firstPlace } from '../support/first-place.js';
import type { Source } from './source.js';
import { cover, type Span, span } from './span.js';

/**
 * One stretch of a derived text and where it came from.
 * `exact`: character i of the piece is character i of the origin; otherwise the piece as a whole stands for the
 * origin span (an escape sequence, a folded line break).
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

/** The macro call, or the use of a macro's argument, that a piece of text came out of. */
export interface OriginCall {
  readonly macro: string;
  readonly source: Source;
  readonly span: Span;
  /** Set for the text of an argument: its name. `span` is then the `$name$` in the definition of the macro. */
  readonly argument?: string;
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
  return Math.max(0, firstPlace(pieces.length, (place) => pieces[place]!.start > offset) - 1);
}

/** The part of a piece's origin that a part of the piece stands for. */
function originOf(piece: OriginPiece, start: number, end: number): Span {
  if (start >= piece.end && piece.end > piece.start) return span(piece.origin.end, piece.origin.end);
  if (!piece.exact) return piece.origin;
  const first = Math.max(piece.origin.start, Math.min(piece.origin.start + (start - piece.start), piece.origin.end));
  const last = Math.max(first, Math.min(piece.origin.start + (end - piece.start), piece.origin.end));
  return span(first, last);
}

/** Where a piece stands in the text that was written down: the call for what came out of one. */
function writtenAt(piece: OriginPiece, start: number, end: number): { source: Source; span: Span } {
  return piece.via ?? { source: piece.source, span: originOf(piece, start, end) };
}

/**
 * One step up: from a span of a derived text to the place it came from, or undefined for an original text.
 * A span that begins in one macro and ends elsewhere is shown in the text both were written in.
 */
export function parentPlace(source: Source, at: Span): Place | undefined {
  const pieces = source.origin?.pieces;
  if (pieces === undefined || pieces.length === 0) return undefined;
  const firstIndex = pieceIndexAt(pieces, at.start);
  const lastIndex = Math.max(firstIndex, pieceIndexAt(pieces, Math.max(at.start, at.end - 1)));
  const first = pieces[firstIndex]!;
  const last = pieces[lastIndex]!;
  if (last.source === first.source && last.via === first.via) {
    const whole = cover(originOf(first, at.start, at.end), originOf(last, at.start, at.end));
    return { source: first.source, span: whole, calls: first.via === undefined ? [] : [first.via] };
  }
  const from = writtenAt(first, at.start, at.end);
  const to = writtenAt(last, Math.max(at.start, last.start), at.end);
  if (from.source === to.source) return { source: from.source, span: cover(from.span, to.span), calls: [] };
  const start = originOf(first, at.start, first.end);
  return { source: first.source, span: start, calls: first.via === undefined ? [] : [first.via] };
}

/** The place in the outermost text (the file a person edits), with every macro call on the way. */
export function rootPlace(source: Source, at: Span): Place {
  let place: Place = { source, span: at, calls: [] };
  for (;;) {
    const parent = parentPlace(place.source, place.span);
    if (parent === undefined) return place;
    const calls = parent.calls.length === 0 ? place.calls : [...place.calls, ...parent.calls];
    place = { source: parent.source, span: parent.span, calls };
  }
}
