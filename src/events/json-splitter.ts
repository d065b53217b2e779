import { ByteWindow } from './byte-window.js';
import { EnvelopeRest } from './envelope-rest.js';
import { JsonEnvelope } from './json-envelope.js';

export interface JsonSplitterHandlers {
  /** A complete value: `bytes` from `start` to `end`, valid during the call only. It may still be invalid inside. */
  value(bytes: Uint8Array, start: number, end: number, line: number, offset: number): void;
  /** A stretch that is no value, of which `bytes` holds the beginning; `reason` ends a sentence. */
  bad(bytes: Uint8Array, start: number, end: number, line: number, offset: number, reason: string): void;
  /** A value passed the size limit; a call of `bad` follows. */
  tooLong(line: number): void;
}

const quote = 0x22;
const backslash = 0x5c;
const lineFeed = 0x0a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;

/** Deeper indented lines do not begin a value after a broken one. */
const maximumIndent = 4096;
/** A line start that no position compares with. */
const nowhere = Number.NEGATIVE_INFINITY;

type State = 'between' | 'value' | 'scalar' | 'skip' | 'seek' | 'opening' | 'rest';

/**
 * Cuts a stream of JSON into its values without parsing them: values one after the other (pretty-printed or not), the
 * elements of a top-level array, and the elements of the list in an envelope ({@link JsonEnvelope}). A broken value
 * costs itself only: reading goes on at the next line that begins with a brace at the column of the broken one. Time
 * is linear, memory bounded by the limit, and the chunks do not matter.
 */
export class JsonSplitter {
  /** Some value was the list of an envelope. */
  sawEnvelope = false;
  readonly #window = new ByteWindow();
  readonly #envelope = new JsonEnvelope();
  #state: State = 'between';
  #at = 0;
  #line = 1;
  /** Brackets around the values: 0 for values one after the other, 1 in an array, 2 or 3 in an envelope's list. */
  #base = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #start = 0;
  #startLine = 1;
  /** Blanks before the value on its line; -1 when something else precedes it there. */
  #startColumn = 0;
  /** Blanks so far on the line at hand, -1 when there was something else; kept between values. */
  #column = 0;
  #lineStart = 0;
  /** Up to here the bytes were scanned before, as part of a value that turned out broken. */
  #hardUntil = 0;
  /** Where the last string at depth 1 lies. */
  #keyStart = 0;
  #keyEnd = 0;
  #rest = new EnvelopeRest(0);

  constructor(
    private readonly handlers: JsonSplitterHandlers,
    private readonly maxValueBytes: number,
  ) {}

  push(chunk: Uint8Array): void {
    const moved = this.#window.append(chunk);
    this.#at -= moved;
    this.#start -= moved;
    this.#lineStart -= moved;
    this.#hardUntil -= moved;
    this.#keyStart -= moved;
    this.#keyEnd -= moved;
    this.#scan();
    // Blanks at the beginning of a line are still to be compared in these two states.
    if (this.#state === 'seek' || this.#state === 'skip') this.#dropSeen();
    else if (this.#state === 'between' || this.#state === 'rest') this.#window.drop(this.#at);
  }

  end(): void {
    this.#scan();
    if (this.#state === 'opening') this.#state = 'value';
    if (this.#state === 'rest') this.#endEnvelope();
    while (this.#state === 'value') {
      this.#breakAt(this.#window.end, 'ends before it is complete');
      this.#scan();
    }
    if (this.#state === 'scalar') this.#finish(this.#window.end);
  }

  /** Where nothing is kept, only the blanks that begin a line are. */
  #dropSeen(): void {
    if (this.#at - this.#lineStart > maximumIndent) this.#lineStart = nowhere;
    this.#window.drop(
      Math.max(this.#window.start, Math.min(this.#at, Math.max(this.#lineStart, this.#at - maximumIndent))),
    );
  }

  #scan(): void {
    const window = this.#window;
    while (this.#at < window.end) {
      if (this.#state === 'between') this.#between();
      else if (this.#state === 'scalar') this.#inScalar();
      else if (this.#state === 'seek') this.#seek();
      else if (this.#state === 'opening') this.#opening();
      else if (this.#state === 'rest') this.#afterList();
      else this.#inValue();
    }
  }

  /** Separators, the brackets of the array or envelope, or the first byte of a value. */
  #between(): void {
    const at = this.#at++;
    const byte = this.#window.bytes[at]!;
    if (byte === lineFeed) {
      this.#line++;
      this.#column = 0;
      return;
    }
    if (byte <= 0x20) {
      if (this.#column !== -1) this.#column++;
      return;
    }
    if (byte === closeBracket || byte === closeBrace) this.#close(at, byte);
    else if (byte === openBracket && this.#base === 0) this.#base = 1;
    else if (byte !== comma) this.#begin(at, byte);
    this.#column = -1;
  }

  #close(at: number, byte: number): void {
    if (this.#base === 0 || byte === closeBrace) {
      this.#reject(at, at + 1, this.#line, 'closes a bracket that is not open');
      return;
    }
    if (this.#base > 1) {
      this.#state = 'rest';
      this.#rest = new EnvelopeRest(this.#base - 1);
    }
    this.#base = 0;
  }

  /** Behind the bracket of what may be an envelope's list: it is when an object follows, or nothing. */
  #opening(): void {
    const { bytes, end } = this.#window;
    const stop = Math.min(end, this.#start + this.maxValueBytes);
    while (this.#at < stop && bytes[this.#at]! <= 0x20) {
      if (bytes[this.#at] === lineFeed) this.#newLine(this.#at);
      this.#at++;
    }
    if (this.#at === end) return;
    const byte = bytes[this.#at]!;
    if (this.#at < stop && (byte === openBrace || byte === closeBracket)) {
      this.#state = 'between';
      this.#base = this.#envelope.level + 1;
      this.sawEnvelope = true;
      // An element that begins its line can be told from a broken one before it.
      this.#column = this.#lineStart > this.#start ? this.#at - this.#lineStart : -1;
      this.#window.drop(this.#at);
    } else {
      this.#envelope.leave();
      this.#state = 'value';
    }
  }

  #newLine(at: number): void {
    this.#line++;
    this.#lineStart = at + 1;
  }

  /** What follows an envelope's list, up to its end. */
  #afterList(): void {
    const { bytes, end } = this.#window;
    while (this.#at < end) {
      const byte = bytes[this.#at++]!;
      if (byte === lineFeed) this.#line++;
      if (this.#rest.take(byte)) {
        this.#endEnvelope();
        return;
      }
    }
  }

  #endEnvelope(): void {
    const { names } = this.#rest;
    if (names.length > 0) {
      const text = new TextEncoder().encode(names.join(', '));
      const offset = this.#window.offsetOf(this.#at);
      this.handlers.bad(text, 0, text.length, this.#line, offset, 'stands beside a list of events and is not read');
    }
    this.#state = 'between';
    this.#column = -1;
  }

  #begin(at: number, byte: number): void {
    this.#start = at;
    this.#startLine = this.#line;
    this.#startColumn = this.#column;
    this.#lineStart = at - Math.max(0, this.#column);
    this.#inString = byte === quote;
    this.#escaped = false;
    const bracket = byte === openBrace || byte === openBracket;
    this.#state = bracket || this.#inString ? 'value' : 'scalar';
    this.#depth = bracket ? 1 : 0;
    this.#envelope.reset(byte === openBrace && this.#base === 0);
  }

  #inScalar(): void {
    const { bytes, end } = this.#window;
    const limit = this.#start + this.maxValueBytes;
    while (this.#at < end) {
      const byte = bytes[this.#at]!;
      const ends = byte <= 0x20 || byte === comma || byte === closeBracket || byte === closeBrace;
      if (ends || byte === openBrace || byte === openBracket || this.#at >= limit) {
        this.#finish(this.#at);
        return;
      }
      this.#at++;
    }
  }

  /** Inside a value (`value`), or inside one of which nothing is kept (`skip`). */
  #inValue(): void {
    const { bytes, end } = this.#window;
    const kept = this.#state === 'value';
    const limit = this.#start + this.maxValueBytes;
    const stop = kept ? Math.min(end, limit) : end;
    let at = this.#at;
    while (at < stop) {
      const byte = bytes[at]!;
      if (byte === lineFeed) {
        if (this.#inString) {
          this.#breakAt(at, 'has a line end inside a string');
          return;
        }
        this.#line++;
        this.#lineStart = at + 1;
      } else if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) {
          this.#inString = false;
          this.#keyEnd = at;
          if (this.#depth === 0) {
            this.#finish(at + 1);
            return;
          }
        }
      } else if (byte === quote) {
        this.#inString = true;
        this.#keyStart = at + 1;
      } else if (byte === openBrace || byte === openBracket) {
        if ((!kept || at < this.#hardUntil) && byte === openBrace && this.#isBoundary(at)) {
          if (kept) this.#reject(this.#start, at, this.#startLine, 'ends before it is complete');
          this.#restartAt(at);
          return;
        }
        if (kept && this.#envelope.possible && this.#depth === this.#envelope.level) {
          if (byte === openBracket && this.#envelope.isList) {
            this.#at = at + 1;
            this.#depth++;
            this.#state = 'opening';
            return;
          }
          if (byte === openBrace && this.#envelope.isInner) this.#envelope.enter();
        }
        this.#depth++;
      } else if (byte === closeBrace || byte === closeBracket) {
        this.#depth--;
        if (this.#depth < this.#envelope.level) this.#envelope.leave();
        if (this.#depth === 0) {
          this.#finish(at + 1);
          return;
        }
      } else if (byte === colon && kept && this.#envelope.possible && this.#depth === this.#envelope.level) {
        this.#envelope.key(bytes, this.#keyStart, this.#keyEnd);
      }
      at++;
    }
    this.#at = at;
    if (kept && at === limit) this.#overrun(at);
  }

  /** Whether a brace begins a line at the column at which the value at hand began on its own. */
  #isBoundary(at: number): boolean {
    if (this.#startColumn < 0 || at - this.#lineStart !== this.#startColumn || this.#lineStart <= this.#start)
      return false;
    const { bytes } = this.#window;
    for (let index = this.#lineStart; index < at; index++) if (bytes[index]! > 0x20) return false;
    return true;
  }

  #finish(end: number): void {
    const start = this.#start;
    const kept = this.#state !== 'skip';
    this.#state = 'between';
    this.#at = end;
    this.#column = -1;
    if (kept) this.handlers.value(this.#window.bytes, start, end, this.#startLine, this.#window.offsetOf(start));
    this.#window.drop(end);
  }

  /** The value passed the limit: broken when another one seems to begin inside it, else just too long. */
  #overrun(at: number): void {
    this.handlers.tooLong(this.#startLine);
    this.#reject(this.#start, at, this.#startLine, 'is longer than the limit');
    if (this.#hasBoundary(at)) this.#seekFromStart(at);
    else this.#state = 'skip';
  }

  #hasBoundary(end: number): boolean {
    const { bytes } = this.#window;
    if (this.#startColumn < 0) return false;
    let line = bytes.indexOf(lineFeed, this.#start);
    while (line !== -1 && line < end) {
      let at = line + 1;
      while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
      if (at < end && bytes[at] === openBrace && at - line - 1 === this.#startColumn) return true;
      line = bytes.indexOf(lineFeed, line + 1);
    }
    return false;
  }

  /** The value is known to be broken, having been scanned up to `at`. */
  #breakAt(at: number, reason: string): void {
    if (this.#state === 'skip') {
      this.#at = at;
      this.#lineStart = at;
      this.#state = 'seek';
      return;
    }
    this.#reject(this.#start, at, this.#startLine, reason);
    this.#seekFromStart(at);
  }

  #seekFromStart(seen: number): void {
    this.#hardUntil = Math.max(this.#hardUntil, seen);
    this.#line = this.#startLine;
    this.#at = this.#start + 1;
    this.#lineStart = nowhere;
    this.#state = 'seek';
  }

  /** Looks for the next line that can begin a value. */
  #seek(): void {
    const { bytes, end } = this.#window;
    let at = this.#at;
    while (at < end) {
      const byte = bytes[at]!;
      if (byte === lineFeed) {
        this.#line++;
        this.#lineStart = at + 1;
      } else if (byte === openBrace && this.#isBoundaryInSeek(at)) {
        this.#restartAt(at);
        return;
      }
      at++;
    }
    this.#at = at;
  }

  #isBoundaryInSeek(at: number): boolean {
    if (at - this.#lineStart !== Math.max(0, this.#startColumn)) return false;
    const { bytes } = this.#window;
    for (let index = this.#lineStart; index < at; index++) if (bytes[index]! > 0x20) return false;
    return true;
  }

  #restartAt(at: number): void {
    this.#column = at - this.#lineStart;
    this.#window.drop(at);
    this.#at = at + 1;
    this.#begin(at, openBrace);
    this.#column = -1;
  }

  #reject(start: number, end: number, line: number, reason: string): void {
    this.handlers.bad(this.#window.bytes, start, end, line, this.#window.offsetOf(start), reason);
  }
}
