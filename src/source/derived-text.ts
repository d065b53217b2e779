import type { OriginCall, OriginPiece } from './origin-map.js';
import { createSource, type Source } from './source.js';
import { type Span, span } from './span.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Builds a text out of parts of other texts, and remembers where each part came from. */
export class DerivedText {
  readonly #chunks: string[] = [];
  readonly #pieces: Writable<OriginPiece>[] = [];
  #length = 0;

  /** Length of the text so far, in UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  /** Appends `source.text[start, end)` as it is. */
  copy(source: Source, start: number, end: number, via?: OriginCall): void {
    if (end <= start) return;
    const text = source.text.slice(start, end);
    const last = this.#pieces.at(-1);
    if (last?.exact && last.source === source && last.origin.end === start && last.via === via) {
      last.end += text.length;
      last.origin = span(last.origin.start, end);
    } else {
      this.#add(text.length, source, span(start, end), true, via);
    }
    this.#chunks.push(text);
    this.#length += text.length;
  }

  /** Appends a text that stands for a stretch of a source without being equal to it. */
  put(text: string, source: Source, origin: Span, via?: OriginCall): void {
    if (text === '') return;
    this.#add(text.length, source, origin, false, via);
    this.#chunks.push(text);
    this.#length += text.length;
  }

  #add(length: number, source: Source, origin: Span, exact: boolean, via: OriginCall | undefined): void {
    const piece = { start: this.#length, end: this.#length + length, source, origin, exact };
    this.#pieces.push(via === undefined ? piece : { ...piece, via });
  }

  /** The text built so far. */
  text(): string {
    return this.#chunks.join('');
  }

  /**
   * The text as a source. A text of no characters still has a place: `where`, which is used when nothing was
   * appended.
   */
  toSource(name: string, where: { readonly source: Source; readonly span: Span }): Source {
    const pieces: OriginPiece[] =
      this.#pieces.length > 0
        ? this.#pieces
        : [{ start: 0, end: 0, source: where.source, origin: where.span, exact: false }];
    return createSource(name, this.text(), { pieces });
  }
}
