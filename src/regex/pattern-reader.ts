import { PatternError } from './pattern-error.js';

/** Reads a pattern from left to right. */
export class PatternReader {
  offset = 0;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.offset >= this.text.length;
  }

  /** The text from here begins so. */
  at(text: string): boolean {
    return this.text.startsWith(text, this.offset);
  }

  /** Steps over `text` if it is here. */
  take(text: string): boolean {
    if (!this.at(text)) return false;
    this.offset += text.length;
    return true;
  }

  /** The next character (a code point), or '' at the end. */
  peek(): string {
    const code = this.text.codePointAt(this.offset);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  next(): string {
    const char = this.peek();
    this.offset += char.length;
    return char;
  }

  /** What a sticky expression matches here, stepping over it. */
  match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.offset;
    const found = sticky.exec(this.text);
    if (found !== null) this.offset += found[0].length;
    return found;
  }

  /** The text up to `end`, stepping over both. */
  until(end: string, missing: string): string {
    const stop = this.text.indexOf(end, this.offset);
    if (stop < 0) this.fail(missing, this.text.length);
    const text = this.text.slice(this.offset, stop);
    this.offset = stop + end.length;
    return text;
  }

  fail(message: string, offset = this.offset): never {
    throw new PatternError(message, offset);
  }
}
